import { senses } from "./word-forms.ts";

export const CALENDAR = senses({
  jan: "januar january jan",
  feb: "februar february feb",
  mar: "marts march",
  apr: "april apr",
  may: "maj",
  jun: "juni june jun",
  jul: "juli july jul",
  aug: "august aug",
  sep: "september sept sep",
  oct: "oktober october okt oct",
  nov: "november nov",
  dec: "december dec",
  spring: "forår foråret spring",
  summer: "sommer sommeren summer",
  autumn: "efterår efteråret autumn",
  winter: "vinter vinteren winter",
  mon: "mandag monday",
  tue: "tirsdag tuesday",
  wed: "onsdag wednesday",
  thu: "torsdag thursday",
  fri: "fredag friday",
  sat: "lørdag saturday",
  sun: "søndag sunday",
  now: "nu now currently aktuelt nuværende",
  today: "today",
});

/** A whole number that reads as a calendar year. */
export const isYear = (digits: string) => /^(?:1[5-9]|20|21)\d\d$/.test(digits);
