//! `$filter` and `$orderby`, parsed and resolved (reference/web-api.md 8).

use uuid::Uuid;

use super::{
    Aliases, Expr, Match, Op, Operand, Order, Path, Step, Surroundings, functions,
    lexer::{Token, tokens},
    moment::{civil_date, moment},
};
use crate::{
    ApiError,
    schema::{Column, DateBehavior, Kind, Navigation, PRINCIPAL, Schema, Table},
    store::Value,
};

/// Nesting beyond this is refused; it keeps the parser off the end of the stack.
const DEEPEST: usize = 60;

/// More conditions than this are refused, as the platform does.
const MOST: usize = 500;

/// What names in an expression mean.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// All tables.
    pub schema: &'a Schema,
    /// Table whose records are asked about.
    pub table: &'a Table,
    /// Range variable inside `any` and `all`.
    pub variable: Option<&'a str>,
}

impl<'a> Scope<'a> {
    /// The records of a table.
    pub fn of(schema: &'a Schema, table: &'a Table) -> Self {
        Self { schema, table, variable: None }
    }

    /// Resolves `primarycontactid/fullname`, `_ownerid_value` or `name`.
    ///
    /// # Errors
    /// A name that is no property, or a collection on the way.
    pub fn path(&self, text: &str) -> Result<Path, ApiError> {
        let mut names: Vec<&str> = text.split('/').collect();
        if let Some(variable) = self.variable {
            if names.first() != Some(&variable) {
                return Err(unknown(text, self.table));
            }
            names.remove(0);
        }
        let Some((last, way)) = names.split_last() else { return Err(unknown(text, self.table)) };
        let mut table = self.table;
        let mut steps: Vec<Step> = Vec::new();
        for (at, name) in way.iter().enumerate() {
            match table.navigations.get(*name) {
                Some(Navigation::One { column, target, .. }) if target == PRINCIPAL => {
                    let next = names[at + 1];
                    if next == "ownerid" && at + 2 == names.len() {
                        return Ok(Path { steps, column: column.clone() });
                    }
                    // Users and teams differ in columns: the one that has the name is meant.
                    let holder = ["systemuser", "team"].into_iter().filter_map(|name| self.schema.table(name));
                    let holder = holder
                        .into_iter()
                        .find(|table| table.property(next).is_some() || table.navigations.contains_key(next))
                        .ok_or_else(|| unknown_on(next, "Microsoft.Dynamics.CRM.principal"))?;
                    steps.push(Step { column: column.clone(), target: holder.name.clone() });
                    table = holder;
                }
                Some(Navigation::One { column, target, .. }) => {
                    steps.push(Step { column: column.clone(), target: target.clone() });
                    table = self.schema.table(target).ok_or_else(|| unknown(name, table))?;
                }
                Some(_) => {
                    return Err(ApiError::query(format!(
                        "The parent value for a property access of a property '{last}' is not a single value. Property \
                         access can only be applied to a single value."
                    )));
                }
                None => return Err(unknown(name, table)),
            }
        }
        let column = table.property(last).ok_or_else(|| unknown(last, table))?;
        Ok(Path { steps, column: column.name.clone() })
    }

    /// The column at the end of a path.
    pub fn column(&self, path: &Path) -> Option<&'a Column> {
        let table = path.steps.last().map_or(Some(self.table), |step| self.schema.table(&step.target))?;
        table.column(&path.column)
    }
}

/// A property that a table does not have.
pub fn unknown(name: &str, table: &Table) -> ApiError {
    unknown_on(name, &table.qualified())
}

fn unknown_on(name: &str, kind: &str) -> ApiError {
    ApiError::query(format!("Could not find a property named '{name}' on type '{kind}'."))
}

/// A literal or a name, before it is known which kind the other side has.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// Number as written.
    Number(String),
    /// Quoted.
    Text(String),
    /// GUID without quotes.
    Guid(Uuid),
    /// Date, perhaps with time, without quotes.
    Date(String),
    /// Anything else: a name.
    Name(String),
}

impl Literal {
    fn edm(&self) -> &'static str {
        match self {
            Self::Null | Self::Name(_) => "<null>",
            Self::Bool(_) => "Edm.Boolean",
            Self::Number(text) if text.contains(['.', 'e', 'E']) => "Edm.Decimal",
            Self::Number(_) => "Edm.Int32",
            Self::Text(_) => "Edm.String",
            Self::Guid(_) => "Edm.Guid",
            Self::Date(_) => "Edm.DateTimeOffset",
        }
    }

    /// A word without quotes.
    pub fn word(word: String) -> Self {
        match word.as_str() {
            "null" => return Self::Null,
            "true" => return Self::Bool(true),
            "false" => return Self::Bool(false),
            _ => {}
        }
        if word.len() == 36
            && let Ok(id) = Uuid::parse_str(&word)
        {
            return Self::Guid(id);
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
            if word.parse::<f64>().is_ok_and(f64::is_finite) {
                return Self::Number(word);
            }
            if civil_date(&word).is_some() || moment(&word, false).is_some() {
                return Self::Date(word);
            }
        }
        Self::Name(word)
    }
}

/// A parser over one expression.
pub struct Filter<'a> {
    aliases: &'a Aliases,
    surroundings: &'a Surroundings,
    text: &'a str,
    tokens: Vec<(Token, usize)>,
    at: usize,
    depth: usize,
    conditions: usize,
}

impl<'a> Filter<'a> {
    /// Reads a `$filter`.
    ///
    /// # Errors
    /// 400 0x80060888 with what is wrong where.
    pub fn parse(
        text: &'a str,
        scope: Scope,
        aliases: &'a Aliases,
        surroundings: &'a Surroundings,
    ) -> Result<Expr, ApiError> {
        let mut parser = Self { aliases, surroundings, text, tokens: tokens(text)?, at: 0, depth: 0, conditions: 0 };
        let expr = parser.any_of(scope)?;
        match parser.peek() {
            Token::End => Ok(expr),
            _ => Err(parser.unexpected()),
        }
    }

    /// Reads an `$orderby`.
    ///
    /// # Errors
    /// As [`Filter::parse`].
    pub fn order(text: &str, scope: Scope, aliases: &Aliases) -> Result<Vec<Order>, ApiError> {
        let mut keys = Vec::new();
        for part in text.split(',') {
            let mut words = part.split_whitespace();
            let (Some(name), direction, None) = (words.next(), words.next(), words.next()) else {
                return Err(ApiError::query(format!("Syntax error in '$orderby={text}'.")));
            };
            let descending = match direction {
                None | Some("asc") => false,
                Some("desc") => true,
                Some(_) => return Err(ApiError::query(format!("Syntax error in '$orderby={text}'."))),
            };
            let name = name.strip_prefix('@').and_then(|alias| aliases.get(alias)).unwrap_or(name);
            keys.push(Order { path: scope.path(name)?, descending });
        }
        Ok(keys)
    }

    fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(token, _)| token)
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(found) if found == word);
        self.at += usize::from(found);
        found
    }

    fn mark(&mut self, mark: char) -> Result<(), ApiError> {
        if *self.peek() == Token::Mark(mark) {
            self.at += 1;
            return Ok(());
        }
        Err(self.unexpected())
    }

    fn unexpected(&self) -> ApiError {
        let at = self.tokens.get(self.at).map_or(self.text.len(), |(_, at)| *at);
        ApiError::query(format!("Syntax error at position {at} in '{}'.", self.text))
    }

    fn any_of(&mut self, scope: Scope) -> Result<Expr, ApiError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ApiError::query("The expression is nested too deeply."));
        }
        let mut terms = vec![self.all_of(scope)?];
        while self.word("or") {
            terms.push(self.all_of(scope)?);
        }
        self.depth -= 1;
        Ok(if terms.len() == 1 { terms.remove(0) } else { Expr::Or(terms) })
    }

    fn all_of(&mut self, scope: Scope) -> Result<Expr, ApiError> {
        let mut terms = vec![self.term(scope)?];
        while self.word("and") {
            terms.push(self.term(scope)?);
        }
        Ok(if terms.len() == 1 { terms.remove(0) } else { Expr::And(terms) })
    }

    fn term(&mut self, scope: Scope) -> Result<Expr, ApiError> {
        let mut negations = 0;
        while self.word("not") {
            negations += 1;
        }
        if negations > 0 && matches!(self.peek(), Token::Word(word) if word.starts_with("Microsoft.Dynamics.CRM.")) {
            return Err(ApiError::query("Not operator along with the Custom Named Condition operators is not allowed"));
        }
        let expr = self.primary(scope)?;
        Ok(if negations % 2 == 1 { Expr::Not(Box::new(expr)) } else { expr })
    }

    fn primary(&mut self, scope: Scope) -> Result<Expr, ApiError> {
        self.conditions += 1;
        if self.conditions > MOST {
            return Err(ApiError::new(400, "0x8004430c", "Number of conditions in query exceeded maximum limit."));
        }
        if *self.peek() == Token::Mark('(') {
            self.at += 1;
            let inner = self.any_of(scope)?;
            self.mark(')')?;
            return Ok(inner);
        }
        let called = self.tokens.get(self.at + 1).is_some_and(|(token, _)| *token == Token::Mark('('));
        if let (Token::Word(name), true) = (self.peek().clone(), called) {
            self.at += 2;
            return self.call(&name, scope);
        }
        self.comparison(scope)
    }

    fn call(&mut self, name: &str, scope: Scope) -> Result<Expr, ApiError> {
        let how = match name {
            "contains" => Some(Match::Contains),
            "startswith" => Some(Match::Starts),
            "endswith" => Some(Match::Ends),
            _ => None,
        };
        if let Some(how) = how {
            return self.matches(name, how, scope);
        }
        if let Some(function) = name.strip_prefix("Microsoft.Dynamics.CRM.") {
            let mut arguments = Vec::new();
            while *self.peek() != Token::Mark(')') {
                if !arguments.is_empty() {
                    self.mark(',')?;
                }
                arguments.push(self.argument()?);
            }
            self.mark(')')?;
            return functions::compile(function, &arguments, scope, self.surroundings);
        }
        if let Some((collection, quantifier @ ("any" | "all"))) = name.rsplit_once('/') {
            return self.related(collection, quantifier == "all", scope);
        }
        Err(ApiError::query(format!(
            "An unknown function with name '{name}' was found. This may also be a function import or a key lookup on a \
             navigation property, which is not allowed."
        )))
    }

    fn matches(&mut self, name: &str, how: Match, scope: Scope) -> Result<Expr, ApiError> {
        let (column, pattern) = (self.literal()?, {
            self.mark(',')?;
            self.literal()?
        });
        self.mark(')')?;
        let signature = || {
            ApiError::query(format!(
                "No function signature for the function with name '{name}' matches the specified arguments. The function \
                 signatures considered are: {name}(Edm.String Nullable=true, Edm.String Nullable=true)."
            ))
        };
        let Literal::Name(column) = column else { return Err(signature()) };
        let path = scope.path(&column)?;
        let textual = scope.column(&path).is_some_and(|column| column.edm() == "Edm.String");
        match pattern {
            Literal::Text(text) if textual => Ok(Expr::Matches(path, how, text)),
            Literal::Null if textual => Ok(Expr::Constant(false)),
            _ => Err(signature()),
        }
    }

    fn related(&mut self, collection: &str, all: bool, scope: Scope) -> Result<Expr, ApiError> {
        let collection = match scope.variable {
            None => collection,
            Some(variable) => collection
                .strip_prefix(variable)
                .and_then(|rest| rest.strip_prefix('/'))
                .ok_or_else(|| unknown(collection, scope.table))?,
        };
        let navigation = scope.table.navigations.get(collection).filter(|navigation| navigation.is_collection());
        let navigation = navigation.ok_or_else(|| unknown(collection, scope.table))?;
        let table = scope.schema.table(navigation.target()).ok_or_else(|| unknown(collection, scope.table))?;
        let mut condition = None;
        if *self.peek() != Token::Mark(')') {
            let Token::Word(variable) = self.next() else { return Err(self.unexpected()) };
            self.mark(':')?;
            let inner = Scope { schema: scope.schema, table, variable: Some(&variable) };
            condition = Some(Box::new(self.any_of(inner)?));
        } else if all {
            return Err(self.unexpected());
        }
        self.mark(')')?;
        Ok(Expr::Related { collection: collection.into(), all, condition })
    }

    fn argument(&mut self) -> Result<(String, Vec<Literal>), ApiError> {
        let Token::Word(name) = self.next() else { return Err(self.unexpected()) };
        self.mark('=')?;
        if let Token::Alias(alias) = self.peek().clone() {
            self.at += 1;
            let aliases = self.aliases;
            let Some(text) = aliases.get(&alias) else { return Ok((name, vec![Literal::Null])) };
            let mut inner = Filter {
                aliases,
                surroundings: self.surroundings,
                text,
                tokens: tokens(text)?,
                at: 0,
                depth: 0,
                conditions: 0,
            };
            let values = inner.values()?;
            return if *inner.peek() == Token::End { Ok((name, values)) } else { Err(inner.unexpected()) };
        }
        Ok((name, self.values()?))
    }

    fn values(&mut self) -> Result<Vec<Literal>, ApiError> {
        if *self.peek() != Token::Mark('[') {
            return Ok(vec![self.literal()?]);
        }
        self.at += 1;
        let mut values = Vec::new();
        while *self.peek() != Token::Mark(']') {
            if !values.is_empty() {
                self.mark(',')?;
            }
            values.push(self.literal()?);
        }
        self.mark(']')?;
        Ok(values)
    }

    fn literal(&mut self) -> Result<Literal, ApiError> {
        match self.next() {
            Token::Word(word) => Ok(Literal::word(word)),
            Token::Text(text) | Token::Enum(text) => Ok(Literal::Text(text)),
            Token::Alias(alias) => match self.aliases.get(&alias) {
                None => Ok(Literal::Null),
                Some(text) => match tokens(text)?.as_slice() {
                    [(Token::Word(word), _), _] => Ok(Literal::word(word.clone())),
                    [(Token::Text(text) | Token::Enum(text), _), _] => Ok(Literal::Text(text.clone())),
                    _ => Err(ApiError::query(format!("The value of the parameter alias '@{alias}' is no literal."))),
                },
            },
            _ => {
                self.at -= 1;
                Err(self.unexpected())
            }
        }
    }

    fn comparison(&mut self, scope: Scope) -> Result<Expr, ApiError> {
        let left = self.literal()?;
        let op = match self.peek() {
            Token::Word(word) => Op::of(word),
            _ => None,
        };
        let Some(op) = op else {
            // A two-option column may stand alone.
            if let Literal::Name(name) = &left {
                let path = scope.path(name)?;
                if matches!(scope.column(&path).map(|column| &column.kind), Some(Kind::Boolean { .. })) {
                    return Ok(Expr::Compare(path, Op::Equal, Operand::Value(Value::Bool(true))));
                }
            }
            return match left {
                Literal::Bool(constant) => Ok(Expr::Constant(constant)),
                _ => Err(self.unexpected()),
            };
        };
        self.at += 1;
        let right = self.literal()?;
        match (left, right) {
            (Literal::Name(left), Literal::Name(right)) => compare_columns(&left, op, &right, scope),
            (Literal::Name(name), literal) => compare(&name, op, &literal, scope),
            (literal, Literal::Name(name)) => compare(&name, op.mirrored(), &literal, scope),
            (left, right) => match op {
                Op::Equal => Ok(Expr::Constant(left == right)),
                Op::NotEqual => Ok(Expr::Constant(left != right)),
                _ => Err(ApiError::query(format!("'{}' compares two constants.", self.text))),
            },
        }
    }
}

fn compare_columns(left: &str, op: Op, right: &str, scope: Scope) -> Result<Expr, ApiError> {
    let (left, right) = (scope.path(left)?, scope.path(right)?);
    let kind = |path: &Path| scope.column(path).map_or("", Column::edm);
    let numeric = |kind: &str| matches!(kind, "Edm.Int32" | "Edm.Int64" | "Edm.Decimal" | "Edm.Double");
    if kind(&left) == kind(&right) || (numeric(kind(&left)) && numeric(kind(&right))) {
        return Ok(Expr::Compare(left, op, Operand::Column(right)));
    }
    Err(incompatible(kind(&left), kind(&right), op))
}

fn compare(name: &str, op: Op, literal: &Literal, scope: Scope) -> Result<Expr, ApiError> {
    let path = scope.path(name)?;
    let Some(column) = scope.column(&path) else { return Err(unknown(name, scope.table)) };
    let value = value(column, literal).ok_or_else(|| incompatible(column.edm(), literal.edm(), op))?;
    if value == Value::Null && !matches!(op, Op::Equal | Op::NotEqual) {
        return Ok(Expr::Constant(false));
    }
    Ok(Expr::Compare(path, op, Operand::Value(value)))
}

fn incompatible(left: &str, right: &str, op: Op) -> ApiError {
    ApiError::query(format!(
        "A binary operator with incompatible types was detected. Found operand types '{left}' and '{right}' for operator \
         kind '{}'.",
        op.kind()
    ))
}

/// A literal as a value of a column; `None` if the kinds don't agree.
pub fn value(column: &Column, literal: &Literal) -> Option<Value> {
    if *literal == Literal::Null {
        return Some(Value::Null);
    }
    Some(match (&column.kind, literal) {
        (Kind::Text { .. } | Kind::Memo { .. } | Kind::EntityName | Kind::Choices(_), Literal::Text(text)) => {
            Value::Text(text.clone())
        }
        (
            Kind::Integer { .. } | Kind::BigInt | Kind::Choice(_) | Kind::State | Kind::Status | Kind::Number { .. },
            Literal::Number(text),
        ) => match text.parse() {
            Ok(whole) => Value::Int(whole),
            Err(_) => Value::Real(text.parse().ok()?),
        },
        (Kind::Boolean { .. }, Literal::Bool(flag)) => Value::Bool(*flag),
        (Kind::DateTime { behavior: DateBehavior::DateOnly, .. }, Literal::Date(text)) => {
            Value::Text(civil_date(text.get(..10)?)?)
        }
        (Kind::DateTime { behavior, .. }, Literal::Date(text)) => {
            let wall_clock = *behavior == DateBehavior::TimeZoneIndependent;
            Value::Text(moment(text, wall_clock).or_else(|| civil_date(text).map(|day| format!("{day}T00:00:00Z")))?)
        }
        (Kind::Guid | Kind::Lookup(_) | Kind::Owner, Literal::Guid(id)) => Value::Guid(*id),
        (Kind::Guid | Kind::Lookup(_) | Kind::Owner, Literal::Text(text)) => Value::Guid(Uuid::parse_str(text).ok()?),
        _ => return None,
    })
}
