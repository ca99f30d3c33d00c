/** What stands in for a model: a fault by the text that is wrong, and what belongs in its place. */
export interface KnownFault {
  place: string;
  wrong: string;
  right: string;
  why: string;
}

const knownFaults: readonly KnownFault[] = [
  {
    place: 'applyDiscount',
    wrong: 'return amount - percent;',
    right: 'return Math.round((amount * (100 - percent)) / 100);',
    why: 'it takes the percentage off as if it were cents; a discount is a part of the amount',
  },
];

export const findKnownFault = (source: string): KnownFault | null =>
  knownFaults.find(({ wrong }) => source.includes(wrong)) ?? null;
