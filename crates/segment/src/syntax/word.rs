//! The words of the language. All are contextual: a column may be called `date` or `count`.

macro_rules! words {
    ($($name:ident $spelling:literal,)*) => {
        /// A word of the language, in any case (reference/data/segments/grammar.ebnf T1).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Word { $($name,)* }

        impl Word {
            /// Every word.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// How the word is printed.
            pub fn spelling(self) -> &'static str {
                match self { $(Self::$name => $spelling,)* }
            }
        }
    };
}

words! {
    Profile "PROFILE",
    Segment "SEGMENT",
    Interaction "INTERACTION",
    Filter "FILTER",
    Traverse "TRAVERSE",
    Relate "RELATE",
    RelateOptional "RELATEOPTIONAL",
    Having "HAVING",
    OrderBy "ORDERBY",
    Skip "SKIP",
    Take "TAKE",
    Select "SELECT",
    Union "UNION",
    Intersect "INTERSECT",
    Except "EXCEPT",
    Minus "MINUS",
    Not "NOT",
    IsNull "ISNULL",
    IsNotNull "ISNOTNULL",
    Contains "CONTAINS",
    StartsWith "STARTSWITH",
    EndsWith "ENDSWITH",
    And "AND",
    Or "OR",
    In "IN",
    True "True",
    False "False",
    Date "DATE",
    DateDiff "DATEDIFF",
    DateAdd "DATEADD",
    Now "DATETIMEUTCNOW",
    NowSlip "DateTimeNowUtc",
    Count "COUNT",
    Sum "SUM",
    Avg "AVG",
    Min "MIN",
    Max "MAX",
    UtcMinutes "UTCMINUTES",
    UtcHours "UTCHOURS",
    UtcDays "UTCDAYS",
    UtcWeeks "UTCWEEKS",
    UtcMonths "UTCMONTHS",
    UtcYears "UTCYEARS",
    Year "YEAR",
    Month "MONTH",
    Day "DAY",
    Hour "HOUR",
    Minute "MINUTE",
    Second "SECOND",
    Millisecond "MILLISECOND",
    Asc "ASC",
    Desc "DESC",
}

impl Word {
    /// The word that `text` spells, case aside.
    pub fn read(text: &str) -> Option<Self> {
        // No word is shorter or longer, and most names of columns are longer or hold an underscore.
        if !(2..=14).contains(&text.len()) || text.as_bytes().contains(&b'_') {
            return None;
        }
        Self::ALL.iter().copied().find(|word| word.spelling().eq_ignore_ascii_case(text))
    }

    /// `UNION`, `INTERSECT`, `EXCEPT` or the tolerated `MINUS`.
    pub fn is_set_operator(self) -> bool {
        matches!(self, Self::Union | Self::Intersect | Self::Except | Self::Minus)
    }

    /// What may follow a dot and take arguments.
    pub fn is_step(self) -> bool {
        use Word::{Filter, Having, OrderBy, Relate, RelateOptional, Select, Skip, Take, Traverse};
        self.is_set_operator()
            || matches!(self, Filter | Traverse | Relate | RelateOptional | Having | OrderBy | Skip | Take | Select)
    }

    /// `CONTAINS`, `STARTSWITH`, `ENDSWITH`.
    pub fn is_text_operator(self) -> bool {
        matches!(self, Self::Contains | Self::StartsWith | Self::EndsWith)
    }

    /// `COUNT`, `SUM`, `AVG`, `MIN`, `MAX`.
    pub fn is_aggregate(self) -> bool {
        matches!(self, Self::Count | Self::Sum | Self::Avg | Self::Min | Self::Max)
    }

    /// `UTCDAYS` and its kin.
    pub fn is_window(self) -> bool {
        use Word::{UtcDays, UtcHours, UtcMinutes, UtcMonths, UtcWeeks, UtcYears};
        matches!(self, UtcMinutes | UtcHours | UtcDays | UtcWeeks | UtcMonths | UtcYears)
    }

    /// `YEAR` to `MILLISECOND`.
    pub fn is_date_part(self) -> bool {
        use Word::{Day, Hour, Millisecond, Minute, Month, Second, Year};
        matches!(self, Year | Month | Day | Hour | Minute | Second | Millisecond)
    }

    /// The functions that give a value.
    pub fn is_function(self) -> bool {
        matches!(self, Self::Date | Self::DateDiff | Self::DateAdd | Self::Now | Self::NowSlip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_in_any_case() {
        for word in Word::ALL {
            assert_eq!(Word::read(word.spelling()), Some(*word));
            assert_eq!(Word::read(&word.spelling().to_lowercase()), Some(*word));
        }
        assert_eq!(Word::read("address1_city"), None);
        assert_eq!(Word::read(""), None);
    }
}
