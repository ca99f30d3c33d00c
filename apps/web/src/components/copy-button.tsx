'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { copyText } from '#lib/clipboard.ts';
import { common } from '#text/common.ts';

const shownForMs = 1_500;

interface CopyButtonProps {
  text: string | (() => string);
  label?: string;
  className?: string;
}

export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => void copyText(typeof text === 'string' ? text : text()).then(setCopied);
  const Icon = isCopied ? Check : Copy;
  const words = isCopied ? common.copied : (label ?? common.copy);
  return (
    <Button
      look="quiet"
      size={label === undefined ? 'icon' : 'sm'}
      onClick={copy}
      aria-label={words}
      title={words}
      className={className}
    >
      <Icon aria-hidden />
      {label === undefined ? null : <span className="max-sm:sr-only">{words}</span>}
    </Button>
  );
}
