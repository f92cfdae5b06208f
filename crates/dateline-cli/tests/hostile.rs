//! Files that are damaged or made to hurt: every article of them is read or told to be bad, in every format.

use dateline_cli::input::{Articles, Format, Options, Source};

/// Good files that are changed.
const SEEDS: [(Format, &[u8]); 5] = [
    (
        Format::Jsonl,
        b"{\"id\": \"a\", \"text\": \"Police detained two men.\", \"date\": \"2024-01-30\"}\n{\"text\": \"\\ud83d\\ude00\"}\n\n{\"id\": 7, \"text\": null}\n",
    ),
    (
        Format::Csv,
        b"id,text,date\na,\"Police, in Oru, \"\"detained\"\" two men.\",2024-01-30\nb,,\n",
    ),
    (Format::Tsv, b"id\ttext\tdate\na\tPolice detained two men.\t2024-01-30\n"),
    (
        Format::Html,
        b"<!DOCTYPE html><meta charset=utf-8><title>x</title><script>y</script><article><p>Police&nbsp;detained <b>two</b> men.&#x110000;</article>",
    ),
    (Format::Text, b"\xef\xbb\xbfPolice detained two men in S\xe3o Paulo.\0\xff\xfe"),
];

/// Numbers that look random, each from the one before.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or_default() % limit.max(1)
    }
}

#[test]
fn damaged_files_yield_articles_or_what_is_bad() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let (mut good, mut bad) = (0, 0);
    for _ in 0..20_000 {
        let (format, seed) = SEEDS[numbers.below(SEEDS.len())];
        let mut bytes = seed.to_vec();
        for _ in 0..numbers.below(8) {
            let at = numbers.below(bytes.len());
            match numbers.below(4) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, numbers.below(256) as u8),
                2 => {
                    let piece = bytes[at..bytes.len().min(at + 9)].repeat(3);
                    bytes.splice(at..at, piece);
                }
                _ if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
                _ => {}
            }
        }
        let options = Options {
            format: Some(format),
            ..Options::default()
        };
        for item in Articles::new(vec![Source::memory("news", bytes)], options) {
            match item {
                Ok(_) => good += 1,
                Err(why) => {
                    bad += 1;
                    assert!(why.to_string().starts_with("news"), "{why}");
                }
            }
        }
    }
    assert!(good > 1000 && bad > 1000, "{good} good and {bad} bad");
}
