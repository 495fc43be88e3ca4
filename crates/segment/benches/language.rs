//! How fast texts are read. `cargo bench -p segment`

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use segment::diagnostics::diagnose;
use segment::{Settings, TextSize, builder, parse, services};

fn main() {
    divan::main();
}

/// A query of about `length` bytes in the shape that the designer writes (reference/segments.md 3.4).
fn query(length: usize) -> String {
    let mut text = String::from("PROFILE(contact, contact_1).FILTER(");
    let mut n = 0;
    while text.len() < length {
        text.push_str(match n % 4 {
            0 => "contact_1.firstname == 'Andrea' || ",
            1 => "contact_1.address1_city == 'Neustadt' || ",
            2 => "(contact_1.numberofchildren > 2 && ISNOTNULL(contact_1.emailaddress1)) || ",
            _ => "contact_1.emailaddress1 CONTAINS '@example.com' || ",
        });
        n += 1;
    }
    text.push_str("ISNULL(contact_1.firstname))");
    text
}

/// A column of 4,000 characters, ten and a hundred of them, and a file of a megabyte: the rate stays.
const LENGTHS: [usize; 4] = [4_000, 40_000, 400_000, 1_000_000];

#[divan::bench(args = LENGTHS)]
fn parse_query(bencher: Bencher, length: usize) {
    let text = query(length);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(black_box(&text)));
}

/// Texts that are nothing but errors cost no more.
#[divan::bench(args = [
    "(", ")", "'\\'", ".UNION(", "NOT ", "a = ", "PROFILE(c).FILTER(", "SEGMENT(a) EXCEPT ", ".FILTER(a == 1)", "\"x\n", "/*",
])]
fn parse_megabyte_of(bencher: Bencher, unit: &str) {
    let text = unit.repeat(1_000_000 / unit.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(black_box(&text)));
}

/// From text to everything that is wrong with it.
#[divan::bench(args = LENGTHS)]
fn parse_and_diagnose(bencher: Bencher, length: usize) {
    let text = query(length);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| diagnose(&text, &parse(black_box(&text)), &Settings::default()));
}

#[divan::bench(args = ["(", ")", "a = ", ".UNION(SEGMENT(a))", "SEGMENT(a) EXCEPT ", ".TRAVERSE(r, a)", "a && ", "a.b == 1 || "])]
fn diagnose_100_kb_of(bencher: Bencher, unit: &str) {
    let text = format!("PROFILE(c){}", unit.repeat(100_000 / unit.len()));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| diagnose(&text, &parse(black_box(&text)), &Settings::default()));
}

/// 2,000 conditions, as the builder opens them.
#[divan::bench]
fn open_2000_conditions(bencher: Bencher) {
    let text = query(2_000 * 50);
    bencher.counter(BytesCount::of_str(&text)).bench(|| builder::read(&parse(black_box(&text))));
}

#[divan::bench]
fn complete_in_4000(bencher: Bencher) {
    let text = query(4_000);
    let parsed = parse(&text);
    let offset = TextSize::new(2_000);
    bencher.bench(|| services::complete(black_box(&parsed), offset, &Settings::default()));
}
