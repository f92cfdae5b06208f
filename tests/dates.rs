//! The dates, times, durations and sets of news, and what they are counted from.

use dateline::{Article, Day, Extractor, Kind, Timex};
use std::fmt::Write;

/// Each date of a text as `words=value`; with a letter before the value for what is no date: `T`ime, `D`uration, `S`et.
fn dates(extractor: &Extractor, text: &str, published: Option<&str>) -> String {
    let mut article = Article::new(text);
    if let Some(day) = published.and_then(Day::parse) {
        article = article.published(day);
    }
    let document = extractor.extract_article(&article);
    let dates = document.mentions().filter(|m| m.kind() == Kind::Date);
    let shown = dates.map(|m| {
        let sort = match m.timex().unwrap() {
            Timex::Date => "",
            Timex::Time => "T ",
            Timex::Duration => "D ",
            Timex::Set => "S ",
        };
        format!("{}={sort}{}", m.text(), m.date_value().unwrap())
    });
    shown.collect::<Vec<_>>().join(" | ")
}

fn check(published: Option<&str>, cases: &[(&str, &str)]) {
    let extractor = Extractor::new();
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = dates(&extractor, text, published);
        if found != *expected {
            writeln!(wrong, "{text}\n  found    {found}\n  expected {expected}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A Friday.
const PUBLISHED: Option<&str> = Some("2024-02-09");

#[test]
fn full_and_partial_days_in_the_orders_of_news() {
    check(
        PUBLISHED,
        &[
            ("It was hit on Jan. 28.", "Jan. 28=2024-01-28"),
            ("It was hit on 28 January.", "28 January=2024-01-28"),
            ("It was hit on 28 JAN 90.", "28 JAN 90=1990-01-28"),
            ("It was hit on January 28th, 2023.", "January 28th, 2023=2023-01-28"),
            ("It was hit on the 28th of January 2023.", "the 28th of January 2023=2023-01-28"),
            ("It was hit on 2023-01-28.", "2023-01-28=2023-01-28"),
            ("It was hit on 01/28/2024.", "01/28/2024=2024-01-28"),
            ("It was hit on 28/01/2024.", "28/01/2024=2024-01-28"),
            ("It was hit on 03/04/2024.", "03/04/2024=2024-03-04"),
            ("It was hit on 28.01.2024.", "28.01.2024=2024-01-28"),
            ("It was hit on the 5th.", "the 5th=2024-02-05"),
            ("It was hit in January 2023.", "January 2023=2023-01"),
            ("It was hit in 2021.", "2021=2021"),
            ("It was hit in the 1990s.", "the 1990s=199"),
            ("It was hit in late 2022.", "late 2022=2022"),
            ("It was hit in mid-2021.", "mid-2021=2021"),
            ("It was hit in the 19th century.", "the 19th century=18"),
        ],
    );
    let extractor = Extractor::new();
    for (day_first, value) in [(false, "2024-03-04"), (true, "2024-04-03")] {
        let document = extractor.extract_article(&Article::new("It was hit on 03/04/2024.").day_first(day_first));
        assert_eq!(document.mentions().next().and_then(|m| m.date_value()).as_deref(), Some(value));
    }
}

#[test]
fn ranges_are_in_order() {
    check(
        PUBLISHED,
        &[
            (
                "It was hit between January and December.",
                "between January and December=2023-01/2023-12",
            ),
            ("It was hit between March and May.", "between March and May=2023-03/2023-05"),
            ("It was hit from March to May.", "March=2023-03 | May=2023-05"),
            (
                "It was hit between November and February.",
                "between November and February=2023-11/2024-02",
            ),
            ("It was hit between January and March 2023.", "January=2023-01 | March 2023=2023-03"),
            (
                "It was hit from May 3 to June 2, 2021.",
                "May 3=2021-05-03 | June 2, 2021=2021-06-02",
            ),
            ("It was hit from November to March 2023.", "November=2022-11 | March 2023=2023-03"),
            (
                "It was hit between June 2020 and March 2023.",
                "June 2020=2020-06 | March 2023=2023-03",
            ),
        ],
    );
}

#[test]
fn days_told_from_the_day_of_publication() {
    check(
        PUBLISHED,
        &[
            ("It was hit yesterday.", "yesterday=2024-02-08"),
            ("It was hit today.", "today=2024-02-09"),
            ("They leave tomorrow.", "tomorrow=2024-02-10"),
            ("It was hit the day before yesterday.", "the day before yesterday=2024-02-07"),
            ("They will leave the day after tomorrow.", "the day after tomorrow=2024-02-11"),
            ("It was hit last week.", "last week=2024-W05"),
            ("It was hit last month.", "last month=2024-01"),
            ("It was hit last year.", "last year=2023"),
            ("It was hit this week.", "this week=2024-W06"),
            ("They will leave next month.", "next month=2024-03"),
            ("It was hit three days ago.", "three days ago=2024-02-06"),
            ("It was hit a year ago.", "a year ago=2023"),
            ("It was hit at the weekend.", "the weekend=2024-W05-WE"),
            ("Nobody lives there now.", "now=PRESENT_REF"),
        ],
    );
}

#[test]
fn tense_and_prepositions_tell_the_direction() {
    check(
        PUBLISHED,
        &[
            ("Two men were killed on Friday.", "Friday=2024-02-09"),
            ("Two men were killed Tuesday.", "Tuesday=2024-02-06"),
            ("They will leave on Tuesday.", "Tuesday=2024-02-13"),
            ("They will leave next Friday.", "next Friday=2024-02-16"),
            ("They met last Tuesday.", "last Tuesday=2024-02-06"),
            ("They will stay until Monday.", "Monday=2024-02-12"),
            ("They have fought since Monday.", "Monday=2024-02-05"),
            ("They will leave in May.", "May=2024-05"),
            ("It was hit in May.", "May=2023-05"),
            ("It was hit in December.", "December=2023-12"),
            ("They have fought since December.", "December=2023-12"),
            ("They will stay until May.", "May=2024-05"),
        ],
    );
}

#[test]
fn seasons_quarters_and_fiscal_years() {
    check(
        PUBLISHED,
        &[
            ("It was hit in spring 2021.", "spring 2021=2021-SP"),
            ("It was hit last summer.", "last summer=2023-SU"),
            ("Costs fell in the second quarter.", "the second quarter=2024-Q2"),
            ("Costs fell in the third quarter of 2022.", "the third quarter of 2022=2022-Q3"),
            ("Costs fell in the first half of 2023.", "the first half of 2023=2023-H1"),
            ("Costs fell in fiscal 2023.", "fiscal 2023=2023"),
            ("Costs fell in fiscal year 2023.", "fiscal year 2023=2023"),
        ],
    );
}

#[test]
fn times_durations_and_sets() {
    check(
        PUBLISHED,
        &[
            (
                "It was hit at 5:30 p.m. on Friday.",
                "5:30 p.m.=T 2024-02-09T17:30 | Friday=2024-02-09",
            ),
            ("It was hit at noon.", "noon=T 2024-02-09T12:00"),
            ("It was hit at midnight.", "midnight=T 2024-02-09T24:00"),
            ("It was hit this morning.", "this morning=T 2024-02-09TMO"),
            ("It was hit last night.", "last night=T 2024-02-08TNI"),
            ("It was hit Thursday night.", "Thursday night=T 2024-02-08TNI"),
            ("It lasted three years.", "three years=D P3Y"),
            ("It lasted two and a half years.", "two and a half years=D P2Y6M"),
            ("It lasted 36 hours.", "36 hours=D PT36H"),
            ("It lasted 72 hours.", "72 hours=D PT72H"),
            ("It lasted two quarters.", ""),
            ("It fell for the past two quarters.", "the past two quarters=D P2Q"),
            ("It lasted half an hour.", "half an hour=D PT30M"),
            ("A two-day truce held.", "two-day=D P2D"),
            ("They walked for several weeks.", "several weeks=D PXW"),
            ("It was hit in the past two weeks.", "the past two weeks=D P2W"),
            ("They meet every Friday.", "every Friday=S XXXX-WXX-5"),
            ("They meet daily.", "daily=S P1D"),
            ("They meet on Fridays.", "Fridays=S XXXX-WXX-5"),
        ],
    );
}

#[test]
fn what_is_on_a_programme_lies_ahead_and_what_was_done_behind() {
    check(
        PUBLISHED,
        &[
            ("Rain is expected to ease by Sunday.", "Sunday=2024-02-11"),
            ("A march is planned for Monday.", "Monday=2024-02-12"),
            ("The team plays Ghana on Saturday.", "Saturday=2024-02-10"),
            ("The tournament begins Dec. 1.", "Dec. 1=2024-12-01"),
            ("He will be freed in December.", "December=2024-12"),
            ("He was jailed in March.", "March=2023-03"),
            ("They met in April.", "April=2023-04"),
            ("The case is heard in March.", "March=2024-03"),
            ("It opened Monday.", "Monday=2024-02-05"),
        ],
    );
}

#[test]
fn what_is_long_past_goes_on_in_its_year() {
    check(
        PUBLISHED,
        &[
            (
                "The fleet sailed on 6 June 1944. On 12 June it landed.",
                "6 June 1944=1944-06-06 | 12 June=1944-06-12",
            ),
            (
                "Crowds marched on 12 March 2011. By early April tanks came.",
                "12 March 2011=2011-03-12 | early April=2011-04",
            ),
            (
                "The fleet sailed on 6 June 1944. The show will open on 12 June.",
                "6 June 1944=1944-06-06 | 12 June=2024-06-12",
            ),
            (
                "He was born on 6 June 1944. He died on 12 January.",
                "6 June 1944=1944-06-06 | 12 January=2024-01-12",
            ),
        ],
    );
}

#[test]
fn what_comes_later_is_counted_from_what_was_told() {
    check(
        PUBLISHED,
        &[
            ("The firm opened in 1974. A year later it closed.", "1974=1974 | A year later=1975"),
            (
                "They met in March 2020. Two months later they left.",
                "March 2020=2020-03 | Two months later=2020-05",
            ),
            (
                "He was shot on Jan. 12 and died the day before.",
                "Jan. 12=2024-01-12 | the day before=2024-01-11",
            ),
            (
                "He was shot on Tuesday. In June 2016 a guard died. That night they prayed.",
                "Tuesday=2024-02-06 | June 2016=2016-06 | That night=T 2024-02-06TNI",
            ),
            (
                "A bomb went off at 3 a.m. on Monday.",
                "3 a.m.=T 2024-02-05T03:00 | Monday=2024-02-05",
            ),
        ],
    );
}

#[test]
fn holidays_that_move() {
    check(
        PUBLISHED,
        &[
            ("It was hit on Easter Sunday 2019.", "Easter Sunday 2019=2019-04-21"),
            ("It was hit on Good Friday.", "Good Friday=2023-04-07"),
            ("It will open on Memorial Day.", "Memorial Day=2024-05-27"),
            ("It opened on Labor Day.", "Labor Day=2023-09-04"),
            ("It was hit on Bastille Day 2016.", "Bastille Day 2016=2016-07-14"),
            ("The Easter Offensive failed.", ""),
            ("Good fences help.", ""),
            ("The weekly Orumba reported it.", ""),
        ],
    );
}

#[test]
fn holidays_of_fixed_date() {
    check(
        PUBLISHED,
        &[
            ("It was hit on Christmas Day.", "Christmas Day=2023-12-25"),
            ("They will leave on Christmas Day.", "Christmas Day=2024-12-25"),
            ("It was hit on Christmas Eve 2022.", "Christmas Eve 2022=2022-12-24"),
            ("It was hit on New Year's Eve.", "New Year's Eve=2023-12-31"),
        ],
    );
}

#[test]
fn dates_told_from_the_one_before() {
    check(
        PUBLISHED,
        &[
            (
                "It was hit on July 4. The same day a bomb fell.",
                "July 4=2023-07-04 | The same day=2023-07-04",
            ),
            (
                "It was hit in July. The following month a bomb fell.",
                "July=2023-07 | The following month=2023-08",
            ),
            (
                "It was hit in July 2021. The following year a bomb fell.",
                "July 2021=2021-07 | The following year=2022",
            ),
            (
                "It was hit on Monday. The next day a bomb fell.",
                "Monday=2024-02-05 | The next day=2024-02-06",
            ),
            (
                "It was hit on May 4, 2021. Two days later a bomb fell.",
                "May 4, 2021=2021-05-04 | Two days later=2021-05-06",
            ),
        ],
    );
}

#[test]
fn without_a_reference_a_value_stays_open() {
    check(
        None,
        &[
            ("It was hit on January 28.", "January 28=XXXX-01-28"),
            ("It was hit on Sunday.", "Sunday=XXXX-WXX-7"),
            ("It was hit in May.", "May=XXXX-05"),
            ("It was hit yesterday.", "yesterday=XXXX-XX-XX"),
            (
                "ORU, Jan. 28, 2024 (AP) - It was hit on Sunday.",
                "Jan. 28, 2024=2024-01-28 | Sunday=2024-01-28",
            ),
            (
                "The war began on 3 May 1847. On 9 June the fleet sailed.",
                "3 May 1847=1847-05-03 | 9 June=1847-06-09",
            ),
            ("It was hit in 2021.", "2021=2021"),
            ("It lasted three days.", "three days=D P3D"),
        ],
    );
}

#[test]
fn words_that_only_look_like_dates() {
    check(
        PUBLISHED,
        &[
            ("Rebels may attack.", ""),
            ("Crowds march to the gate.", ""),
            ("The second blast killed two.", ""),
            ("The fall of the town was quick.", ""),
            ("The Sun printed it.", ""),
            ("A 45-year-old man fell.", ""),
            ("Version 1.2.3000 came with 12.13.2024 parts.", ""),
            ("It cost $1999.", ""),
        ],
    );
}
