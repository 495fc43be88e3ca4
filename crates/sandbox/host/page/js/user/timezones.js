// Windows names, as `timezonedefinitions` has them, and the IANA names that browsers know (Unicode CLDR, windowsZones.xml).

/** @type {Record<string, string>} */
export const ianaNames = {
  UTC: "Etc/UTC",
  "GMT Standard Time": "Europe/London",
  "W. Europe Standard Time": "Europe/Berlin",
  "Romance Standard Time": "Europe/Paris",
  "Central Europe Standard Time": "Europe/Budapest",
  "Central European Standard Time": "Europe/Warsaw",
  "FLE Standard Time": "Europe/Kiev",
  "GTB Standard Time": "Europe/Bucharest",
  "South Africa Standard Time": "Africa/Johannesburg",
  "Arab Standard Time": "Asia/Riyadh",
  "Arabian Standard Time": "Asia/Dubai",
  "India Standard Time": "Asia/Calcutta",
  "China Standard Time": "Asia/Shanghai",
  "Singapore Standard Time": "Asia/Singapore",
  "Tokyo Standard Time": "Asia/Tokyo",
  "AUS Eastern Standard Time": "Australia/Sydney",
  "New Zealand Standard Time": "Pacific/Auckland",
  "Eastern Standard Time": "America/New_York",
  "Central Standard Time": "America/Chicago",
  "Mountain Standard Time": "America/Denver",
  "Pacific Standard Time": "America/Los_Angeles",
  "Alaskan Standard Time": "America/Anchorage",
  "Hawaiian Standard Time": "Pacific/Honolulu",
};

/**
 * What a clock on the wall shows, as if it stood in UTC.
 * @param {Date} instant
 * @param {string} zone IANA name
 */
export function wallClock(instant, zone) {
  const format = new Intl.DateTimeFormat("en-US-u-hc-h23-nu-latn", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  return new Date(Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second));
}

/** Minutes by which the zone is ahead of UTC at that instant. @param {Date} instant @param {string} zone */
export function offsetMinutes(instant, zone) {
  return Math.round((wallClock(instant, zone).getTime() - instant.getTime()) / 60000);
}

/** The instant at which a clock in the zone shows `wall` (given as if in UTC). @param {Date} wall @param {string} zone */
export function instantOf(wall, zone) {
  const guess = new Date(wall.getTime() - offsetMinutes(wall, zone) * 60000);
  // Asked again at the guess, for walls within hours of a change of the clocks.
  return new Date(wall.getTime() - offsetMinutes(guess, zone) * 60000);
}
