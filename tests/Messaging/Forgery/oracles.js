// Judges signatures with the providers' own libraries: an array of cases on stdin, an array of answers on stdout.
'use strict';
const { EventWebhook } = require('@sendgrid/eventwebhook');
const twilio = require('twilio');

const judge = {
  sendgrid: c => {
    const hook = new EventWebhook();
    return hook.verifySignature(hook.convertPublicKeyToECDSA(c.key), Buffer.from(c.body, 'base64'), c.signature, c.timestamp);
  },
  form: c => twilio.validateRequest(c.token, c.signature, c.url, c.params),
  body: c => twilio.validateRequestWithBody(c.token, c.signature, c.url, Buffer.from(c.body, 'base64').toString()),
  sign: c => twilio.getExpectedTwilioSignature(c.token, c.url, c.params),
};

let text = '';
process.stdin.on('data', chunk => { text += chunk; });
process.stdin.on('end', () => {
  const answers = JSON.parse(text).map(c => { try { return judge[c.kind](c); } catch { return false; } });
  process.stdout.write(JSON.stringify(answers));
});
