const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** What people and papers do with words. */
export const sayings = words(`
  said says say wrote writes write reads read types typed asked asks told tells shouted shouts yelled yells posted replied
  replies answered answers suggested suggests claimed claims mentioned mentions ordered orders demanded demands quoted
  quotes quote screamed forwarded forwards messaged texted mailed emailed tweeted commented insisted whispered joked jokes requested recommends
  recommended proposes proposed stated states
`);
/** Whoever begins so asks, or speaks for himself. */
export const notTellers = words(`
  i we you please can could would will what why how when where who which is are do does did has have should if let
  everything not never no
`);
/** Words that no teller is named by. */
export const tellers = words(
  'should must can could needs need is are will would to if when which that and or but',
);
