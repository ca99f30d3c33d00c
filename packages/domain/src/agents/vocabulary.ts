import type { TaskType } from '@overmind/contracts/entities/task';

/** Roles that a type of task goes to, the best first; an agent's name counts as its role too. */
export const rolesByType: Record<TaskType, readonly string[]> = {
  code_change: ['backend', 'frontend', 'fullstack', 'developer', 'dev', 'engineer', 'coder'],
  test: ['qa', 'test', 'tester', 'quality'],
  review: ['qa', 'reviewer', 'review', 'quality'],
  infra: ['infra', 'devops', 'ops', 'platform', 'sre'],
  doc: ['doc', 'docs', 'documentation', 'writer'],
  research: ['research', 'researcher', 'analyst', 'architect', 'cto'],
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

export type Side = 'frontend' | 'backend';

export const sideWords: Record<Side, ReadonlySet<string>> = {
  frontend: words(`
    frontend front-end client-side ui ux gui css style styles styling stylesheet html react vue svelte angular next tailwind
    component components button buttons page pages layout layouts header footer navbar navigation nav menu sidebar
    modal dialog popup tooltip toast banner card cards icon icons logo image images font fonts color colors colour
    colours theme themes dark-mode light-mode responsive mobile desktop browser screen screens view views
    dropdown checkbox input inputs textbox textarea placeholder landing hover click scroll animation animations
    spinner carousel accessibility a11y aria dashboard homepage widget widgets avatar tab tabs padding margin
    blue red green dark-theme dark night toolbar badge favicon keyboard shortcut shortcuts link heading
    site website headings titles bold italic bigger smaller wider narrower larger visible sticky overlay tooltips toggle
    slider breadcrumb breadcrumbs wizard stepper badges grid align alignment aligned phone phones iphone android safari
    firefox chrome edge tablet tablets tap swipe contrast look design banners pop-up gallery thumbnail thumbnails picture
    pictures photo photos skeleton loader bar box text texts wording label labels form forms drawer picker autocomplete
    scrollbar scrolling zoom cropped blurry cramped clickable hovering collapsible spacing margins borders shadow gradient
    rounded corners storybook vite webpack screenreader filter-bar back-to-top burger hamburger emoji readable overlaps
    narrow tiny huge wide misaligned overlap overlapping hover-state filter product-card hero sidebar thumbnails preview calendar datepicker date-picker map lightbox swipe swiping pinch rendering paragraph typo imprint faq signature illustration svg webp png favicon field fields signup-form search-box searchbar searchbox pointer cursor focus outline sort-arrow skeleton placeholder print-view emojis purple teal orange pink yellow grey gray white black color-scheme fullscreen sortable shown hidden greyed modals dropdowns
  `),
  backend: words(`
    backend back-end server server-side api apis endpoint endpoints route routes rest graphql grpc http database db sql
    query queries migration migrations schema table tables index indexes orm postgres postgresql mysql sqlite redis
    cache caching queue queues worker workers job jobs cron webhook webhooks middleware handler handlers controller
    controllers service services auth authentication authorization token tokens jwt oauth session sessions password
    passwords hashing encryption rate-limit rate-limiting throttling logging logger log logs email emails payment
    payments billing invoice invoices transaction transactions validation parser pagination upload uploads
    sdk library function module cli concurrency deadlock leak health config
    server-side stock inventory tax taxes vat refund refunds exchange calculation timezone cronjob mailer smtp sms stripe
    kafka rabbitmq s3 pool idempotent idempotency race lock secrets permission permissions roles payload encoding csrf cors
    injection checksum sitemap reminder reminders confirmation sends mails mail newsletter cents rounding computed iban column columns bcrypt uuid enum request requests response responses header-token cookie-secret paypal adyen ledger bookkeeping discount-rules pricing throughput idempotence transaction-log soft-delete timeouts 500 503 n+1 memory scheduler csv export import
  `),
};

export const sideExtensions: Record<Side, ReadonlySet<string>> = {
  frontend: words('tsx jsx vue svelte css scss sass less html htm svg astro'),
  backend: words('py go rs java kt rb php sql cs ex exs scala c cc cpp h prisma proto'),
};

export const sideFolders: Record<Side, ReadonlySet<string>> = {
  frontend: words('web frontend client ui components pages styles public assets views'),
  backend: words('api server backend db migrations services routes models controllers core workers'),
};
