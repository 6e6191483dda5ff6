// Judges Standard Webhooks signatures with the scheme's own library: an array of cases on stdin, an array of answers on stdout.
'use strict';
const { Webhook } = require('standardwebhooks');

const judge = {
  verify: c => { new Webhook(c.secret).verify(Buffer.from(c.body, 'base64').toString(), c.headers); return true; },
  sign: c => new Webhook(c.secret).sign(c.id, new Date(c.time * 1000), c.text),
};

let text = '';
process.stdin.on('data', chunk => { text += chunk; });
process.stdin.on('end', () => {
  const answers = JSON.parse(text).map(c => {
    Date.now = () => c.now * 1000;
    try { return judge[c.kind](c); } catch { return false; }
  });
  process.stdout.write(JSON.stringify(answers));
});
