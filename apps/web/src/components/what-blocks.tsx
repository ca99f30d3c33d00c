import { common } from '#text/common.ts';

interface WhatBlocksProps {
  /** Labels of fields that are empty and must not be. */
  missing?: readonly string[];
  /** Labels of fields that hold what cannot be. */
  wrong?: readonly string[];
}

/** Beside a button that cannot be pressed yet: what comes first. Nothing where it can. */
export const WhatBlocks = ({ missing = [], wrong = [] }: WhatBlocksProps) =>
  missing.length + wrong.length === 0 ? null : (
    <p role="status" className="text-review text-xs">
      {[missing.length === 0 ? '' : common.fillIn(missing), wrong.length === 0 ? '' : common.putRight(wrong)]
        .filter((words) => words !== '')
        .join(' ')}
    </p>
  );
