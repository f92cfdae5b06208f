//! A rule of your own, and what a mistake in one looks like.

use dateline::{Error, Extractor};

fn main() -> Result<(), Error> {
    let rules = "frame mine/defuse -> foiled {\n  verbs defuse\n  plot = object\n  agent = subject\n  yes \"Soldiers defused a bomb.\" => plot=\"a bomb\"\n}\n";
    let extractor = Extractor::builder().rules("mine.rules", rules).build()?;
    for relation in extractor.extract("Soldiers defused a bomb under the bridge.").relations() {
        let view = relation.view();
        println!("{} ({})", view.kind().name(), view.rule());
        for (role, mention) in view.arguments() {
            println!("  {role:<8} {mention}");
        }
    }
    let wrong = rules.replace("plot = object", "plod = object");
    if let Err(error) = Extractor::builder().rules("mine.rules", &wrong).build() {
        println!("\n{error}");
    }
    Ok(())
}
