//! The laws of the fuzz target, bounded: every seed, and random bytes and cuts of seeds.

#[path = "../fuzz/laws.rs"]
mod laws;
mod support;

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("seeds").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a seed")).collect()
});

#[test]
fn seeds_keep_the_laws() {
    assert!(SEEDS.len() > support::CORPUS.len());
    for seed in SEEDS.iter() {
        laws::check(seed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn mutated_texts_keep_the_laws(text in support::mutated()) {
        laws::check(text.as_bytes());
    }

    #[test]
    fn spliced_seeds_keep_the_laws(
        one in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        cut in (0.0..1.0, 0.0..1.0),
        between in proptest::collection::vec(any::<u8>(), 0..4),
    ) {
        let share = |seed: &[u8], share: f64| (seed.len() as f64 * share) as usize;
        let (one, other) = (one.get(&SEEDS), other.get(&SEEDS));
        let bytes = [&one[..share(one, cut.0)], &between, &other[share(other, cut.1)..]].concat();
        laws::check(&bytes);
    }
}
