//! Which part of a batch's answer belongs to which operation, and what it says.

use super::multipart::{Part, Parts, read};
use super::{Batch, Group, Kind, Operation, Reply};
use crate::answer;
use crate::error::{Error, Subject, read_json, read_nothing};
use crate::page::read_page;
use crate::transport::Response;

type Replied = Result<Reply, Error>;

/// What each operation gave, in the order of the batch.
pub(crate) fn replies(batch: &Batch, response: &Response) -> Vec<Replied> {
    let Parts { parts, is_whole } = read(response);
    let mut parts = parts.into_iter();
    let mut replies: Vec<Replied> = Vec::with_capacity(batch.len());
    for group in batch.groups() {
        // The server stops at a failure; without one in sight, what is missing may have been done.
        let stopped =
            matches!(replies.last(), Some(Err(error)) if error.answer().is_some() || *error == Error::NotTried);
        let missing = || Err(if is_whole && stopped { Error::NotTried } else { cut() });
        match (group, parts.next()) {
            (Group::Alone(operation), Some(Part::Answer(answer))) => replies.push(operation.reply(&answer)),
            (Group::Set(operations), Some(part)) => replies.extend(set_replies(operations, &part)),
            (Group::Alone(_), Some(_)) => replies.push(Err(unexpected())),
            (Group::Alone(_), None) => replies.push(missing()),
            (Group::Set(operations), None) => replies.extend(operations.iter().map(|_| missing())),
        }
    }
    replies
}

/// The answer to the only operation of a batch.
pub(crate) fn only(response: &Response) -> Result<Response, Error> {
    let Parts { parts, is_whole } = read(response);
    match parts.into_iter().next() {
        Some(Part::Answer(answer)) => Ok(answer),
        Some(_) => Err(unexpected()),
        None => Err(if is_whole { unexpected() } else { cut() }),
    }
}

fn set_replies(operations: &[Operation], part: &Part) -> Vec<Replied> {
    let of_all = |error: &Error| operations.iter().map(|_| Err(error.clone())).collect();
    let failed = |answer: &&Response| !(200..300).contains(&answer.status);
    match part {
        // A change set that fails has one answer for all of it, in place of its own parts.
        Part::Answer(answer) if failed(&answer) => of_all(&Error::from_response(answer, Subject::Resource)),
        Part::Set(Parts { parts, is_whole }) => {
            let answers: Vec<Option<&Response>> = parts.iter().map(answer_in).collect();
            if let Some(answer) = answers.iter().flatten().copied().find(failed) {
                return of_all(&Error::from_response(answer, Subject::Resource));
            }
            let missing = if *is_whole { unexpected() } else { cut() };
            let answer = |at: usize| answers.get(at).copied().ok_or_else(|| missing.clone())?.ok_or_else(unexpected);
            operations.iter().enumerate().map(|(at, operation)| operation.reply(answer(at)?)).collect()
        }
        _ => of_all(&unexpected()),
    }
}

fn answer_in(part: &Part) -> Option<&Response> {
    match part {
        Part::Answer(answer) => Some(answer),
        _ => None,
    }
}

impl Operation {
    fn reply(&self, answer: &Response) -> Replied {
        let subject = if matches!(self.kind, Kind::Row | Kind::Written | Kind::Nothing) {
            Subject::Record
        } else {
            Subject::Resource
        };
        if !(200..300).contains(&answer.status) {
            return Err(Error::from_response(answer, subject));
        }
        Ok(match &self.kind {
            Kind::Page => Reply::Page(read_page(read_json(answer)?)?),
            Kind::Row => Reply::Row(answer::row(answer)?),
            Kind::Created(query) => Reply::Created(answer::created(answer, query.as_ref())?),
            Kind::Written => Reply::Updated(answer::maybe_row(answer)?),
            Kind::Nothing => {
                read_nothing(answer)?;
                Reply::Done
            }
            Kind::Value => Reply::Value(answer::value(answer)?),
        })
    }
}

fn unexpected() -> Error {
    Error::Unreadable("a part of the answer to a batch is not what was expected".to_owned())
}

/// Whether the operation was carried out is unknown.
fn cut() -> Error {
    Error::Unreadable("the answer to a batch was cut short".to_owned())
}
