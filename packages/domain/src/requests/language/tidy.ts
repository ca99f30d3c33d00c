/**
 * A text in plain characters: straight quotes, single spaces, nothing invisible, no half characters; line breaks stay.
 * What reverses the direction of writing is invisible too.
 */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u2018\u2019\u02BC\u2032]/g, "'")
    .replace(/[\u201C\u201D\u201E\u00AB\u00BB\u2033]/g, '"')
    .replace(/[\u2013\u2014]/g, ' - ')
    .replace(/\u2026/g, '...')
    .replace(/(?!\u200D)[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '')
    .replace(/\u200D(?!\p{Extended_Pictographic})/gu, '')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
