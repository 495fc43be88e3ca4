//! Sending batches (`reference/web-api.md 9`), and requests whose address is too long for one of their own.

use super::Client;
use crate::batch::{self, Batch, Reply, multipart};
use crate::call::Call;
use crate::error::{Error, Subject, read_json};
use crate::transport::{Method, Response, Transport};

/// Operations that the server takes in a batch.
const MOST: usize = 1_000;

impl<T: Transport> Client<T> {
    /// Sends a batch as one request. Gives what each operation gave, in their order, those of change sets included.
    ///
    /// It fails as a whole if no answer to its operations came. More than 1,000 operations are [`Error::TooLarge`] and
    /// nothing is sent.
    pub async fn batch(&self, batch: &Batch) -> Result<Vec<Result<Reply, Error>>, Error> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        if batch.len() > MOST {
            return Err(Error::TooLarge(crate::Answer::default()));
        }
        let prefer = batch.goes_on().then(|| "odata.continue-on-error".to_owned());
        let response = self.send_batch(batch, prefer, opened).await?;
        let replies = batch::replies(batch, &response);
        replies.iter().filter_map(|reply| reply.as_ref().err()).for_each(|error| self.shared.cache.doubt(error));
        Ok(replies)
    }

    /// Reads by a batch of one, for an address that is too long otherwise.
    pub(super) async fn read_in_batch(&self, call: Call) -> Result<Response, Error> {
        let mut batch = Batch::new();
        batch.read(call);
        let only = |response| {
            let response = opened(response)?;
            if response.status == 200 { batch::only(&response) } else { Ok(response) }
        };
        self.send_batch(&batch, None, only).await
    }

    async fn send_batch(&self, batch: &Batch, prefer: Option<String>, open: super::Open) -> Result<Response, Error> {
        let mut call = Call::new(Method::Post, "$batch".to_owned()).header("Prefer", prefer);
        call.content_type = batch::CONTENT_TYPE;
        let call = call.body(batch::body(batch, |path| self.address(path)));
        self.judged(&self.address(&call.path), call, Subject::Resource, open).await
    }
}

/// An answer of parts counts as good whatever its status, which is only that of the first part that failed.
fn opened(response: Response) -> Result<Response, Error> {
    if multipart::is_multipart(&response) {
        return Ok(Response { status: 200, ..response });
    }
    if (200..300).contains(&response.status) {
        read_json(&response)?;
        return Err(Error::Unreadable("the answers to a batch were expected".to_owned()));
    }
    Ok(response)
}
