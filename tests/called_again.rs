//! Who gets a name later, and whom a description passes over.

mod chains;

use chains::check;

#[test]
fn who_was_told_of_by_a_noun_may_get_a_name_later() {
    check(&[
        (
            "Gunmen shot a farmer. The farmer, Adam Weller, died.",
            "Adam Weller",
            "a farmer; Adam Weller",
        ),
        (
            "Gunmen shot a teacher. The teacher, Adam Weller, died. Weller was killed at home.",
            "Weller",
            "a teacher; teacher; Adam Weller; Weller",
        ),
        // Who has a name already is another one.
        (
            "Gunmen shot a farmer. The farmer, Adam Weller, died. The farmer, John Paulson, was killed.",
            "John Paulson",
            "John Paulson",
        ),
        (
            "Gunmen shot two farmers. The farmer, Adam Weller, died.",
            "Adam Weller",
            "Adam Weller",
        ),
        (
            "Gunmen shot a farmer. A farmer, Adam Weller, was killed in May.",
            "Adam Weller",
            "farmer; Adam Weller",
        ),
    ]);
}

#[test]
fn a_description_passes_over_what_is_only_named_beside_another() {
    check(&[
        (
            "Al Shabaab, which is linked to al-Qaeda, hit a bus. The group killed nine.",
            "Al Shabaab",
            "Al Shabaab; The group",
        ),
        (
            "The Houthis hit a ship. The Iran-aligned group killed two men.",
            "Houthis",
            "Houthis; The Iran-aligned group",
        ),
        ("Hamas met Hezbollah. The group killed nine.", "Hamas", "Hamas"),
    ]);
}

#[test]
fn a_surname_that_is_a_region_too_stays_the_persons() {
    check(&[
        (
            "General Arturo Salonga left. Four soldiers were hurt, Salonga said.",
            "Arturo Salonga",
            "Arturo Salonga; Salonga",
        ),
        ("Rebels left Salonga. Troops entered Salonga.", "Salonga", "Salonga; Salonga"),
    ]);
}
