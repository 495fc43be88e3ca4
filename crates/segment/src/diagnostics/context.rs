use crate::Dialect;
use crate::Settings;
use crate::ast::{Chain, Node, Property};
use crate::schema::{Column, Known, Schema};
use crate::scope::{self, Stage};
use rowan::TextRange;
use std::cell::RefCell;
use std::rc::Rc;

/// What every check may look at.
pub(super) struct Context<'a> {
    pub text: &'a str,
    pub settings: &'a Settings<'a>,
    /// The stages of the chain visited last: most checks of a chain ask in a row.
    stages: RefCell<Option<(TextRange, Rc<[Stage]>)>>,
}

impl<'a> Context<'a> {
    pub fn new(text: &'a str, settings: &'a Settings<'a>) -> Self {
        Self { text, settings, stages: RefCell::new(None) }
    }

    pub fn outbound(&self) -> bool {
        self.settings.dialect == Dialect::Outbound
    }

    pub fn schema(&self) -> &'a dyn Schema {
        self.settings.schema
    }

    pub fn stages(&self, chain: &Chain) -> Rc<[Stage]> {
        let mut kept = self.stages.borrow_mut();
        match &*kept {
            Some((range, stages)) if *range == chain.range() => Rc::clone(stages),
            _ => {
                let stages: Rc<[Stage]> = scope::stages(chain, self.schema()).into();
                *kept = Some((chain.range(), Rc::clone(&stages)));
                stages
            }
        }
    }

    /// The table that a column belongs to; none if nobody can say.
    pub fn stage_of(&self, property: &Property) -> Option<Stage> {
        let chain = scope::chain_of(property.syntax())?;
        scope::stage_of(property, &self.stages(&chain)).cloned()
    }

    /// What is known of a column.
    pub fn column(&self, property: &Property) -> Known<&'a Column> {
        let Some(stage) = self.stage_of(property) else { return Known::Unloaded };
        let (Some(table), Some(column)) = (stage.table, property.column()) else { return Known::Unloaded };
        if stage.by == scope::By::Interaction { Known::Unloaded } else { self.schema().column(&table, column.text()) }
    }

    pub fn slice(&self, range: TextRange) -> &'a str {
        &self.text[range]
    }
}
