// userSettings.dateFormattingInfo: .NET's DateTimeFormatInfo of a culture (reference/hosting.md 3).

/** Patterns of .NET that browsers do not know; everything else comes from Intl. */
const patterns = {
  1033: {
    tag: "en-US",
    FirstDayOfWeek: 0,
    CalendarWeekRule: 0,
    DateSeparator: "/",
    ShortDatePattern: "M/d/yyyy",
    LongDatePattern: "dddd, MMMM d, yyyy",
    ShortTimePattern: "h:mm tt",
    LongTimePattern: "h:mm:ss tt",
    MonthDayPattern: "MMMM d",
    YearMonthPattern: "MMMM yyyy",
    AmDesignator: "AM",
    PmDesignator: "PM",
    decimal: ".",
    group: ",",
  },
  1031: {
    tag: "de-DE",
    FirstDayOfWeek: 1,
    CalendarWeekRule: 2,
    DateSeparator: ".",
    ShortDatePattern: "dd.MM.yyyy",
    LongDatePattern: "dddd, d. MMMM yyyy",
    ShortTimePattern: "HH:mm",
    LongTimePattern: "HH:mm:ss",
    MonthDayPattern: "d. MMMM",
    YearMonthPattern: "MMMM yyyy",
    AmDesignator: "",
    PmDesignator: "",
    decimal: ",",
    group: ".",
  },
  1025: {
    tag: "ar-SA-u-ca-gregory-nu-latn",
    FirstDayOfWeek: 0,
    CalendarWeekRule: 0,
    DateSeparator: "/",
    ShortDatePattern: "dd/MM/yyyy",
    LongDatePattern: "dd MMMM, yyyy",
    ShortTimePattern: "hh:mm tt",
    LongTimePattern: "hh:mm:ss tt",
    MonthDayPattern: "dd MMMM",
    YearMonthPattern: "MMMM, yyyy",
    AmDesignator: "ص",
    PmDesignator: "م",
    decimal: ".",
    group: ",",
  },
};

/** The languages that the sandbox has. */
export const languages = /** @type {const} */ ([
  { lcid: 1033, tag: "en", name: "English" },
  { lcid: 1031, tag: "de", name: "Deutsch" },
  { lcid: 1025, tag: "ar", name: "العربية" },
]);

/** @param {number} lcid */
export function isRightToLeft(lcid) {
  return lcid === 1025;
}

/** @param {number} lcid */
function patternsOf(lcid) {
  return patterns[/** @type {keyof typeof patterns} */ (lcid)] ?? patterns[1033];
}

/** Columns of `usersettings` that say how dates and numbers are written. @param {number} lcid */
export function formatSettings(lcid) {
  const { ShortDatePattern, ShortTimePattern, DateSeparator, decimal, group } = patternsOf(lcid);
  return {
    dateformatstring: ShortDatePattern,
    timeformatstring: ShortTimePattern,
    dateseparator: DateSeparator,
    timeseparator: ":",
    decimalsymbol: decimal,
    numberseparator: group,
  };
}

/** @param {number} lcid @returns {Xrm.DateFormattingInfo} */
export function dateFormattingInfo(lcid) {
  const { tag, decimal: _decimal, group: _group, ...info } = patternsOf(lcid);
  /** @param {Intl.DateTimeFormatOptions} options @param {Date[]} dates */
  const names = (options, dates) => {
    const format = new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...options });
    return dates.map((date) => format.format(date));
  };
  // 2 January 2000 was a Sunday, where .NET's lists of days begin.
  const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2000, 0, 2 + day)));
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2000, month, 1)));
  // .NET's lists of months have a thirteenth, for calendars that need it.
  const long = [...names({ month: "long" }, months), ""];
  const short = [...names({ month: "short" }, months), ""];
  return {
    ...info,
    AbbreviatedDayNames: names({ weekday: "short" }, days),
    AbbreviatedMonthGenitiveNames: short,
    AbbreviatedMonthNames: short,
    Calendar: {
      MinSupportedDateTime: new Date("0001-01-01T00:00:00Z"),
      MaxSupportedDateTime: new Date("9999-12-31T23:59:59.999Z"),
      AlgorithmType: 1,
      CalendarType: 1,
      Eras: [1],
      TwoDigitYearMax: 2049,
      IsReadOnly: true,
    },
    DayNames: names({ weekday: "long" }, days),
    FullDateTimePattern: `${info.LongDatePattern} ${info.LongTimePattern}`,
    MonthGenitiveNames: long,
    MonthNames: long,
    // Two letters where .NET has two, one where the script has no shorter form of it.
    ShortestDayNames:
      lcid === 1025 ? names({ weekday: "narrow" }, days) : names({ weekday: "short" }, days).map((day) => day.slice(0, 2)),
    SortableDateTimePattern: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    TimeSeparator: ":",
    UniversalSortableDateTimePattern: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  };
}
