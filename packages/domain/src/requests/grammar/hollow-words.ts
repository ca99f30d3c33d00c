/** Words that mean nothing without others: a recogniser writes them for a cough or for half a word. */
export const hollowWords: ReadonlySet<string> = new Set(
  `the a an and or but so if than then as because
  of to in on at for with by from into out up down off over about like
  it its this that these those i you he she we they me him her us them my your his our their
  is are was were be been being am has have had do does did
  not just well very too also such some any all more here there thing things stuff bit lot
  one two three four five six seven eight nine ten
  mm mmm hmmm huh oh ooh aah sorry pardon`.split(/\s+/),
);
