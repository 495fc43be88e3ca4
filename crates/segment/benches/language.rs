//! How fast texts are read. `cargo bench -p segment`

use divan::Bencher;
use divan::counter::BytesCount;

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

#[divan::bench(args = [4_000, 40_000, 400_000, 1_000_000])]
fn parse(bencher: Bencher, length: usize) {
    let text = query(length);
    bencher.counter(BytesCount::of_str(&text)).bench(|| segment::parse(divan::black_box(&text)));
}
