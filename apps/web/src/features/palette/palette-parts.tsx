'use client';
import { Command } from 'cmdk';
import type { ReactNode } from 'react';

/** Closes the palette, then does it. */
export type Run = (act: () => void) => () => void;

export const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-3"
  >
    {children}
  </Command.Group>
);
export const Item = ({
  onSelect,
  value,
  children,
}: {
  onSelect(): void;
  value?: string;
  children: ReactNode;
}) => (
  <Command.Item
    onSelect={onSelect}
    {...(value === undefined ? {} : { value })}
    className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-ink/8 max-md:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3"
  >
    {children}
  </Command.Item>
);
