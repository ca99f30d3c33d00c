'use client';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';

const safeAddress = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;

/** What agents and models write is hostile: no markup of their own, no images (they would call out), plain links only. */
const components: Components = {
  a: ({ href, children }) =>
    href !== undefined && safeAddress.test(href) ? (
      <a
        href={href}
        {...(href.startsWith('/') ? {} : { target: '_blank', rel: 'noopener noreferrer nofollow' })}
      >
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  img: ({ alt }) => <span className="text-ink-3">[{alt === undefined || alt === '' ? 'image' : alt}]</span>,
};

export const Markdown = ({ text }: { text: string }) => (
  <div className="markdown">
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[rehypeSanitize]}
      components={components}
      skipHtml
    >
      {text}
    </ReactMarkdown>
  </div>
);
