//! What a journey costs, by the number of its tiles. Every time should grow as the tiles do, but for an edit of content, which should not
//! grow at all.

use divan::{Bencher, black_box};
use journey::layout::{Metrics, Rect, arrange};
use journey::{
    Branch, Command, Document, Editor, ItemRef, Kind, NewTile, Place, Settings, Status, SvgStyle, TileKey, compare,
    copy, find, merge, problems, sample, svg, times,
};

const TILES: &[usize] = &[50, 500, 2_000, 3_000];

fn main() {
    divan::main();
}

fn document(tiles: usize) -> Document {
    let (definition, state) = sample::generate(tiles, 1);
    Document::read(&definition, &state, Settings::new())
}

/// An email in the middle of the journey.
fn middle(document: &Document) -> TileKey {
    let emails: Vec<_> = document.tiles().filter(|tile| tile.kind() == Kind::Email).map(|tile| tile.key()).collect();
    emails[emails.len() / 2]
}

#[divan::bench(args = TILES)]
fn parse(bencher: Bencher, tiles: usize) {
    let (definition, state) = sample::generate(tiles, 1);
    bencher.bench(|| Document::read(black_box(&definition), &state, Settings::new()));
}

#[divan::bench(args = TILES)]
fn write(bencher: Bencher, tiles: usize) {
    let document = document(tiles);
    bencher.bench(|| black_box(&document).definition());
}

#[divan::bench(args = TILES)]
fn layout(bencher: Bencher, tiles: usize) {
    let document = document(tiles);
    bencher.bench(|| arrange(black_box(&document), &Metrics::default(), &|_| false));
}

/// What shows on a big screen.
#[divan::bench(args = TILES)]
fn visible(bencher: Bencher, tiles: usize) {
    let document = document(tiles);
    let layout = arrange(&document, &Metrics::default(), &|_| false);
    let bounds = layout.bounds();
    let area = Rect { x: bounds.width / 3.0, y: bounds.height / 3.0, width: 2_560.0, height: 1_440.0 };
    bencher.bench(|| (layout.tiles_in(black_box(&area)).count(), layout.links_in(&area).count()));
}

#[divan::bench(name = "problems", args = TILES)]
fn find_problems(bencher: Bencher, tiles: usize) {
    let document = document(tiles);
    bencher.bench(|| problems(black_box(&document), Some("2026-01-01T00:00:00Z")));
}

#[divan::bench(args = TILES)]
fn rename_and_undo(bencher: Bencher, tiles: usize) {
    let mut editor = Editor::new(document(tiles), Status::Draft);
    let at = ItemRef { tile: middle(editor.document()), item: 0 };
    bencher.bench_local(|| {
        let change = editor.run(Command::Rename { at, name: "Renamed".to_owned() });
        (change, editor.undo())
    });
}

#[divan::bench(args = TILES)]
fn insert_and_undo(bencher: Bencher, tiles: usize) {
    let mut editor = Editor::new(document(tiles), Status::Draft);
    let place = Place::After(middle(editor.document()));
    bencher.bench_local(|| {
        let change = editor.run(Command::Insert { place: place.clone(), tile: NewTile::of(Kind::Email) });
        (change, editor.undo())
    });
}

#[divan::bench(args = TILES)]
fn ask_the_rules(bencher: Bencher, tiles: usize) {
    let editor = Editor::new(document(tiles), Status::Draft);
    let place = Place::After(middle(editor.document()));
    let command = Command::Insert { place, tile: NewTile::of(Kind::Trigger) };
    bencher.bench(|| editor.check(black_box(&command)));
}

/// The same journey with every tenth tile renamed, and one tile added.
fn edited(document: &Document, from: usize) -> Document {
    let mut editor = Editor::new(document.clone(), Status::Draft);
    let keys: Vec<_> = document.keys().skip(1 + from).step_by(10).collect();
    for tile in keys {
        let _ = editor.run(Command::Rename { at: ItemRef { tile, item: 0 }, name: format!("Renamed {from}") });
    }
    let place = Place::After(middle(document));
    let _ = editor.run(Command::Insert { place, tile: NewTile::of(Kind::Email).named(format!("New {from}")) });
    editor.document().clone()
}

#[divan::bench(args = TILES)]
fn compare_two(bencher: Bencher, tiles: usize) {
    let before = document(tiles);
    let after = edited(&before, 0);
    bencher.bench(|| compare(black_box(&before), &after));
}

#[divan::bench(args = TILES)]
fn merge_three(bencher: Bencher, tiles: usize) {
    let base = document(tiles);
    let (mine, theirs) = (edited(&base, 0), edited(&base, 5));
    bencher.bench(|| merge(black_box(&base), &mine, &theirs));
}

#[divan::bench(args = TILES)]
fn take_a_merge_and_undo(bencher: Bencher, tiles: usize) {
    let base = document(tiles);
    let (mine, theirs) = (edited(&base, 0), edited(&base, 5));
    let command = merge(&base, &mine, &theirs).command();
    let mut editor = Editor::new(mine, Status::Draft);
    bencher.bench_local(|| {
        let change = editor.run(command.clone());
        (change, editor.undo())
    });
}

/// A hundred tiles, whatever the journey.
#[divan::bench(args = TILES)]
fn paste_a_hundred_and_undo(bencher: Bencher, tiles: usize) {
    let other = document(160);
    let lane = other.subtree(other.lanes()[0]);
    let text = copy(&other, &lane[1..101.min(lane.len())]);
    let mut editor = Editor::new(document(tiles), Status::Draft);
    let of = editor.document().lanes()[0];
    let place = Place::Branch { of, branch: Branch::Default, index: 9 };
    bencher.bench_local(|| {
        let change = editor.run(Command::Paste { place: place.clone(), text: text.clone() });
        (change, editor.undo())
    });
}

#[divan::bench(args = TILES)]
fn find_words(bencher: Bencher, tiles: usize) {
    let document = document(tiles);
    let found = problems(&document, None);
    bencher.bench(|| find(black_box(&document), "spring offer", &found));
}

#[divan::bench(args = TILES)]
fn add_up_times(bencher: Bencher, tiles: usize) {
    let document = document(tiles);
    bencher.bench(|| times(black_box(&document)));
}

#[divan::bench(args = TILES)]
fn draw_svg(bencher: Bencher, tiles: usize) {
    let document = document(tiles);
    let layout = arrange(&document, &Metrics::default(), &|_| false);
    let style = SvgStyle { title: "Journey", translate: &str::to_owned };
    bencher.bench_local(|| svg(black_box(&document), &layout, &style));
}
