#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::index(bytes));
