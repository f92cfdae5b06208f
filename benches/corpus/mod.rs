//! Articles to measure with: the samples of the repository, made into texts of several kinds, or a folder of the user.

use std::path::Path;

/// The samples of `examples/articles` that tell of no violence.
const CALM: [&str; 4] = ["courtroom.txt", "cup_final.txt", "markets.txt", "weather.txt"];

/// What is put behind paragraphs to bring other scripts in.
const OTHER_SCRIPTS: [&str; 5] = [
    " Сергей Коваль of Новая газета was there.",
    " The unit calls itself كتائب النور in its posts.",
    " It was shown by 新华社 and by NHK (日本放送協会).",
    " Γιώργος Παππάς and Zoë Brontë-Müller saw it.",
    " פלוני אלמוני and ผู้สื่อข่าว asked “who else?”",
];

/// The bytes that a kind is brought to.
const SIZE: usize = 200_000;

/// A set of articles of one kind.
pub struct Corpus {
    pub kind: &'static str,
    pub articles: Vec<String>,
}

impl Corpus {
    pub fn bytes(&self) -> usize {
        self.articles.iter().map(String::len).sum()
    }
}

/// The folder that `DATELINE_CORPUS` names: text files, and JSON Lines with a `text`.
pub fn own() -> Option<Corpus> {
    let folder = std::env::var_os("DATELINE_CORPUS")?;
    let mut articles = Vec::new();
    for (name, text) in files(Path::new(&folder)) {
        if Path::new(&name).extension().is_some_and(|e| e == "jsonl") {
            for line in text.lines().filter(|l| !l.trim().is_empty()) {
                let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
                articles.extend(value["text"].as_str().map(str::to_owned));
            }
        } else {
            articles.push(text);
        }
    }
    Some(Corpus {
        kind: "own corpus",
        articles,
    })
}

/// The samples, and what is made of them.
pub fn kinds() -> Vec<Corpus> {
    let samples = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles"));
    let texts: Vec<&str> = samples.iter().map(|(_, text)| text.as_str()).collect();
    let calm: Vec<&str> = samples
        .iter()
        .filter(|(name, _)| CALM.contains(&name.as_str()))
        .map(|(_, t)| t.as_str())
        .collect();
    let told: Vec<&str> = texts.iter().copied().filter(|t| !calm.contains(t)).collect();
    let paragraphs: Vec<&str> = told.iter().flat_map(|t| t.split("\n\n")).filter(|p| p.len() > 40).collect();
    let foreign = |(i, p): (usize, &&str)| format!("{}{}", p.trim_end(), OTHER_SCRIPTS[i % OTHER_SCRIPTS.len()]);
    let analysis = |first: usize| {
        let turned = paragraphs.iter().cycle().skip(first * 7).take(60);
        turned.copied().collect::<Vec<_>>().join("\n\n")
    };
    let owned = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    vec![
        filled("samples", &owned(&texts)),
        filled("short briefs", &owned(&paragraphs)),
        filled("long analyses", &(0..8).map(analysis).collect::<Vec<_>>()),
        filled("capitals", &told.iter().map(|t| t.to_uppercase()).collect::<Vec<_>>()),
        filled(
            "names in other scripts",
            &paragraphs.iter().enumerate().map(foreign).collect::<Vec<_>>(),
        ),
        filled("no conflict at all", &owned(&calm)),
    ]
}

/// The articles again and again, up to the size.
fn filled(kind: &'static str, articles: &[String]) -> Corpus {
    let mut left = SIZE;
    let more = articles.iter().cycle().take_while(|article| {
        let before = left;
        left = left.saturating_sub(article.len());
        before > 0
    });
    Corpus {
        kind,
        articles: more.cloned().collect(),
    }
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of articles").flatten() {
        if let Ok(text) = std::fs::read_to_string(entry.path()) {
            found.push((entry.file_name().to_string_lossy().into_owned(), text));
        }
    }
    found.sort();
    found
}
