import { makeVisible } from '@overmind/domain/text/make-visible';

/** A short text of an agent, such as a title or a path: hidden and reordering characters are shown by their code. */
export const VisibleText = ({ text }: { text: string }) =>
  makeVisible(text).map((piece, index) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
      key={index}
      className={piece.isMadeVisible ? 'made-visible' : undefined}
    >
      {piece.text}
    </span>
  ));
