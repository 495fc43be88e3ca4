use std::fs;

use anyhow::Result;

use super::*;

fn sources() -> Result<(String, String)> {
    let project = Project::find()?;
    let read = |name| fs::read_to_string(project.solution_source(name));
    Ok((read("solution.xml")?, read("customizations.xml")?))
}

#[test]
fn the_sources_agree_and_name_what_the_build_writes() -> Result<()> {
    let (solution, customizations) = sources()?;
    let resources = Customizations::read(&customizations)?.resources();
    manifest::check(&solution, &resources)?;
    let names: Vec<_> = resources.iter().map(|resource| resource.name.as_str()).collect();
    assert_eq!(names, build::files().iter().map(|file| format!("jm_/journeyman/{file}")).collect::<Vec<_>>());
    Ok(())
}

#[test]
fn what_an_organisation_would_refuse_is_refused_here() -> Result<()> {
    let (solution, customizations) = sources()?;
    for (right, wrong) in [
        ("<Name>jm_/journeyman/app.js", "<Name>jm_/journeyman/app-1.js"),
        ("<Name>jm_/journeyman/app.js", "<Name>jm_/journeyman//app.js"),
        ("<Name>jm_/journeyman/app.js", "<Name>new_/journeyman/app.js"),
        ("<WebResourceType>1", "<WebResourceType>4"),
        ("{a02bead1", "{b02bead1"),
    ] {
        assert!(customizations.contains(right), "{right}");
        let resources = Customizations::read(&customizations.replace(right, wrong))?.resources();
        assert!(manifest::check(&solution, &resources).is_err(), "{wrong} was accepted");
    }
    Ok(())
}

#[test]
fn the_managed_twin_differs_in_one_word() -> Result<()> {
    let (solution, _) = sources()?;
    let (unmanaged, managed) = (manifest::managed(&solution, false)?, manifest::managed(&solution, true)?);
    let differing: Vec<_> = unmanaged.lines().zip(managed.lines()).filter(|(one, other)| one != other).collect();
    assert_eq!(differing, [("    <Managed>0</Managed>", "    <Managed>1</Managed>")]);
    Ok(())
}
