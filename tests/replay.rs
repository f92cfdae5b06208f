//! The seeds of the fuzz targets and every past finding, without a fuzzer.

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

#[test]
fn seeds_and_past_findings_hold() {
    for target in fuzz::TARGETS {
        let check = fuzz::check(target).expect("a target");
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
        let mut count = 0;
        for entry in std::fs::read_dir(&folder).unwrap() {
            check(&std::fs::read(entry.unwrap().path()).unwrap());
            count += 1;
        }
        assert!(count > 0, "{target} has no seeds");
    }
}
