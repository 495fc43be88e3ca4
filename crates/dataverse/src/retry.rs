//! How long a busy server asks to wait.

use crate::transport::Response;

/// Seconds that the server asks to wait, as a number or as a moment. A moment is measured by the server's own clock, as
/// the answer has it (RFC 9110, 10.2.3).
pub(crate) fn retry_after(response: &Response) -> Option<u32> {
    let wait = response.header("retry-after")?.trim();
    if let Ok(seconds) = wait.parse() {
        return Some(seconds);
    }
    let seconds = moment(wait)? - moment(response.header("date")?.trim())?;
    // One that is past already asks for no wait.
    u32::try_from(seconds.max(0)).ok()
}

/// Seconds since 1970 of a moment such as `Sun, 06 Nov 1994 08:49:37 GMT`. The two older forms are no longer sent.
fn moment(text: &str) -> Option<i64> {
    let (_, rest) = text.split_once(", ")?;
    let mut words = rest.split(' ');
    let (day, month, year, time, zone) = (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.into_iter().position(|name| name == month)? as i64;
    let mut parts = time.split(':').map(|part| part.parse::<u8>().ok().map(i64::from));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let (day, year) = (i64::from(day.parse::<u8>().ok()?), i64::from(year.parse::<u16>().ok()?));
    if zone != "GMT" || words.next().is_some() || parts.next().is_some() {
        return None;
    }
    // Years begin in March here, so that the day of a leap year comes last.
    let (year, month) = if month < 2 { (year - 1, month + 10) } else { (year, month - 2) };
    let days =
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day - 1;
    Some((days - 719_468) * 86_400 + hour * 3_600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        let table = [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777)),
            ("Thu, 29 Feb 2024 23:59:59 GMT", Some(1_709_251_199)),
            ("Fri, 01 Mar 2024 00:00:00 GMT", Some(1_709_251_200)),
            ("Mon, 01 Mar 2100 00:00:00 GMT", Some(4_107_542_400)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", None),
            ("Sun Nov  6 08:49:37 1994", None),
            ("Sun, 06 Nov 1994 08:49:37 CET", None),
            ("Sun, 06 Nov 1994 08:49:37 GMT GMT", None),
            ("Sun, 06 Nov 1994 08:49 GMT", None),
            ("soon", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(moment(text), expected, "{text}");
        }
    }

    #[test]
    fn waits() {
        let table = [
            ("7", None, Some(7)),
            (" 0 ", None, Some(0)),
            ("-1", None, None),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some("Sun, 06 Nov 1994 08:49:07 GMT"), Some(30)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some("Mon, 07 Nov 1994 08:49:07 GMT"), Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some("now"), None),
            ("Sun, 06 Nov 1994 08:49:37 GMT", None, None),
            ("Sun, 06 Nov 65535 08:49:37 GMT", Some("Mon, 07 Nov 1994 08:49:07 GMT"), None),
        ];
        for (wait, date, expected) in table {
            let headers = [("retry-after", Some(wait)), ("date", date)];
            let headers = headers.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())));
            let response = Response { headers: headers.collect(), ..Response::default() };
            assert_eq!(retry_after(&response), expected, "{wait}");
        }
    }
}
