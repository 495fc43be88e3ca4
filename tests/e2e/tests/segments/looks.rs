//! Whom the segment page must not exclude: every part of it, in both themes, wide and narrow.

use e2e::{Outcome, Stage, StageOptions, Theme};
use sandbox::Csp;

use super::{TEXT, demo};

/// A segment, and the parts of its page with what shows when each is there.
const SCREENS: [(&str, &[(&str, &str)]); 3] = [
    (
        "Munich without employees",
        &[
            ("builder", "[data-line='1']"),
            ("query", TEXT),
            ("members", "[data-role=waterfall]"),
            ("usage", "[data-role=unused], [data-role=targeted-by], [data-role=named-by]"),
            ("settings", "[data-column=msdyncrm_description]"),
        ],
    ),
    ("Campaign without registration", &[("builder", "[data-line='0']"), ("problems", "[data-problem]")]),
    ("Guest list (pasted, cut at 4,000 characters)", &[("builder", "[data-line='0']"), ("query", TEXT)]),
];

#[tokio::test]
async fn every_part_of_the_segment_page_passes_axe() -> Outcome {
    let stage = Stage::open(StageOptions { csp: Csp::None, ..StageOptions::default() }).await?;
    let browser = &stage.browser;
    let mut ids = Vec::new();
    for (name, _) in SCREENS {
        ids.push(demo(&stage, name).await?);
    }
    let mut broken = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        browser.set_theme(theme).await?;
        for (width, size) in [(1280, "wide"), (300, "narrow")] {
            browser.set_view(width, 800).await?;
            for (index, (name, parts)) in SCREENS.iter().enumerate() {
                stage.alone(browser, &format!("#/segment/{}", ids[index])).await?;
                browser.wait_text("h1", name).await?;
                for (part, sign) in *parts {
                    if width > 700 && *part == "query" {
                        continue;
                    }
                    if width > 700 && *part == "problems" {
                        browser.press(".problems_toggle").await?;
                    } else {
                        browser.press(&format!("[data-tab={part}]")).await?;
                    }
                    browser.wait_for(sign).await?;
                    browser.picture(&format!("segment{index}_{part}_{size}_{theme:?}")).await?;
                    let rules = browser.broken_rules().await?;
                    broken.extend(rules.into_iter().map(|rule| format!("{name}, {part}, {size}, {theme:?}: {rule}")));
                }
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
    Ok(())
}
