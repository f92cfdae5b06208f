//! A document by entity: its mentions, its name, its relations.

use super::{Document, MentionView, RelationView};
use crate::gazetteer::Kind;
use crate::mention::Form;
use crate::relation::Relation;

/// The entities of a document: keep it while you ask for several, since it sorts them once.
#[derive(Clone, Debug)]
pub struct Entities<'d> {
    document: &'d Document,
    /// Entity and mention, sorted.
    mentions: Vec<(u32, u32)>,
    /// Entity and relation, sorted.
    relations: Vec<(u32, u32)>,
}

impl<'d> Entities<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let mut mentions: Vec<(u32, u32)> = document.mentions.iter().zip(0..).map(|(m, i)| (m.entity, i)).collect();
        let mut relations = Vec::new();
        for (relation, i) in document.relations.iter().zip(0..) {
            relations.extend(relation.arguments.iter().map(|&(_, m)| (document.mentions[m as usize].entity, i)));
        }
        mentions.sort_unstable();
        relations.sort_unstable();
        relations.dedup();
        Self {
            document,
            mentions,
            relations,
        }
    }

    /// The entities, in the order of their first mentions.
    pub fn iter(&self) -> impl Iterator<Item = EntityView<'_>> {
        self.mentions.chunk_by(|a, b| a.0 == b.0).map(|mentions| self.view(mentions[0].0))
    }

    fn view(&self, id: u32) -> EntityView<'_> {
        EntityView {
            document: self.document,
            mentions: of_entity(&self.mentions, id),
            relations: of_entity(&self.relations, id),
        }
    }

    /// The entity of a mention.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Adam Weller fled. Weller was arrested in Oru.");
    /// let entities = document.entities();
    /// let last = document.mentions().find(|m| m.text() == "Weller").unwrap();
    /// assert_eq!(entities.of(last).unwrap().name(), "Adam Weller");
    /// ```
    #[must_use]
    pub fn of(&self, mention: MentionView<'_>) -> Option<EntityView<'_>> {
        Some(self.view(mention.entity())).filter(|entity| !entity.mentions.is_empty())
    }
}

/// The pairs of an entity among those of all, which are sorted.
fn of_entity(pairs: &[(u32, u32)], id: u32) -> &[(u32, u32)] {
    let from = pairs.partition_point(|pair| pair.0 < id);
    let to = pairs.partition_point(|pair| pair.0 <= id);
    &pairs[from..to]
}

/// One thing that the article speaks of.
#[derive(Clone, Copy, Debug)]
pub struct EntityView<'e> {
    document: &'e Document,
    mentions: &'e [(u32, u32)],
    relations: &'e [(u32, u32)],
}

impl<'e> EntityView<'e> {
    /// Its number, the one that its mentions have.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.mentions.first().map_or(0, |m| m.0)
    }

    /// Its mentions, in the order of the text.
    #[must_use]
    pub fn mentions(&self) -> impl ExactSizeIterator<Item = MentionView<'e>> {
        let document = self.document;
        self.mentions.iter().map(move |&(_, m)| MentionView::new(document, m))
    }

    /// The mention that names it best: in a list, else the longest name, else the first description.
    fn best(&self) -> Option<MentionView<'e>> {
        let rank = |m: &MentionView<'_>| {
            let named = m.form() == Form::Named;
            (m.entry().is_some(), named, if named { m.text().len() } else { 0 })
        };
        self.mentions().reduce(|a, b| if rank(&b) > rank(&a) { b } else { a })
    }

    /// Its canonical name.
    #[must_use]
    pub fn name(&self) -> &'e str {
        self.best().map_or("", MentionView::name)
    }

    /// What kind of thing it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.best().map_or(Kind::Event, MentionView::kind)
    }

    /// The relations in which it has a role.
    #[must_use]
    pub fn relations(&self) -> impl ExactSizeIterator<Item = Relation<'e>> {
        let document = self.document;
        self.relations
            .iter()
            .map(move |&(_, r)| Relation::new(RelationView::new(document, r)))
    }
}
