import { config } from 'zod';

// Next runs this file before any other of the page. Without it zod tries whether it may make functions from text,
// which the page's content security policy refuses and some browsers report.
config({ jitless: true });
