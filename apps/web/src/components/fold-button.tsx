import { Button } from '#components/ui/button.tsx';
import { common } from '#text/common.ts';

interface FoldButtonProps {
  isOpen: boolean;
  /** How long the whole text is. */
  characters: number;
  onToggle(): void;
}

/** Shows all of a long text, or its beginning again. */
export const FoldButton = ({ isOpen, characters, onToggle }: FoldButtonProps) => (
  <Button size="sm" look="quiet" className="-ml-2 mt-1" aria-expanded={isOpen} onClick={onToggle}>
    {isOpen ? common.showLess : common.showAll(characters)}
  </Button>
);
