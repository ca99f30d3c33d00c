'use client';
import { Check, GitMerge } from 'lucide-react';
import { MenuItem } from '#components/ui/menu-parts.tsx';
import { decide as text } from '#text/review.ts';

export const ApproveChoices = ({ onMerge, onOnly }: { onMerge(): void; onOnly(): void }) => (
  <>
    <MenuItem onSelect={onMerge}>
      <GitMerge aria-hidden />
      {text.approveAndMerge}
    </MenuItem>
    <MenuItem onSelect={onOnly}>
      <Check aria-hidden />
      {text.approveOnly}
    </MenuItem>
  </>
);
