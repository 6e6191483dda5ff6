// Drives a real Chromium over the pages that it is told, and says what it met: broken rules of axe, overflow, errors of the browser, and the outcome of each step.
// In: one JSON object on standard input. Out: one JSON object on standard output.
const fs = require('fs');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

async function main() {
  const order = JSON.parse(fs.readFileSync(0, 'utf8'));
  const browser = await chromium.launch({ executablePath: order.chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  const told = { pages: 0, serious: [], overflow: [], errors: [], steps: [], small: [] };
  try {
    for (const width of order.widths)
      for (const script of order.script) await visit(browser, order, { width, script }, told);
  } finally {
    await browser.close();
  }
  process.stdout.write(JSON.stringify(told));
}

async function visit(browser, order, how, told) {
  const context = await browser.newContext({
    viewport: { width: how.width, height: 900 }, javaScriptEnabled: how.script, locale: order.locale, isMobile: false, hasTouch: how.width < 500, colorScheme: order.colours || 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  const name = `${order.locale} ${how.width} ${how.script ? 'with' : 'without'} script`;
  page.on('console', m => { if (m.type() === 'error' && !/status of (401|403|404|422)/.test(m.text())) told.errors.push(`${name}: ${m.text()}`); });
  page.on('dialog', d => { told.errors.push(`${name}: dialog ${d.message()}`); d.dismiss(); });
  for (const step of order.steps) {
    try {
      await act(page, order, step, how);
      if (step.look) await look(page, order, step, how, name, told);
      told.steps.push(`${name}: ${step.name}`);
    } catch (failure) {
      told.errors.push(`${name}: ${step.name}: ${String(failure.message).split('\n')[0]}`);
    }
  }
  await context.close();
}

async function act(page, order, step, how) {
  if (step.go) await page.goto(order.base + step.go, { waitUntil: 'load' });
  for (const [selector, value] of Object.entries(step.fill || {})) await page.fill(selector, value);
  for (const selector of step.check || []) await page.check(selector);
  if (step.file) await page.setInputFiles(step.file.selector, { name: step.file.name, mimeType: 'application/pdf', buffer: Buffer.from(step.file.content, 'base64') });
  if (step.click) await Promise.all([page.waitForLoadState('load'), page.click(step.click)]);
  if (step.press) for (const key of step.press) await page.keyboard.press(key);
  if (step.at && new URL(page.url()).pathname !== step.at) throw new Error(`it led to ${new URL(page.url()).pathname}`);
  if (step.sees && !(await page.textContent('body')).includes(step.sees)) throw new Error(`the page does not say "${step.sees}"`);
  if (step.absent && (await page.content()).includes(step.absent)) throw new Error('the page shows what it must not');
  if (step.focus && !(await page.evaluate(s => document.activeElement && document.activeElement.matches(s), step.focus))) throw new Error(`the keyboard is not at ${step.focus}`);
}

async function look(page, order, step, how, name, told) {
  told.pages++;
  // Where script is off axe's own promises never end; the pages have no script, so the DOM it judges is the same with it on.
  const met = how.script ? await page.evaluate(`(async () => { ${axe}; return await axe.run(document, { resultTypes: ['violations'] }); })()`) : { violations: [] };
  for (const v of met.violations.filter(v => v.impact === 'serious' || v.impact === 'critical'))
    told.serious.push(`${name}: ${step.name}: ${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | ')}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) told.overflow.push(`${name}: ${step.name}: ${wide} px`);
  if (how.width < 500 && order.touch) {
    const small = await page.evaluate(() => [...document.querySelectorAll('main button, main a.button, main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), main select')]
      .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 80)]).filter(([r]) => r.width > 0 && r.height < 24).map(([r, h]) => `${Math.round(r.height)} px ${h}`));
    told.small.push(...small.map(s => `${name}: ${step.name}: ${s}`));
  }
  if (order.shots && how.script) await page.screenshot({ path: `${order.shots}/${order.surface}-${order.locale}-${how.width}-${step.name.replace(/[^a-z0-9]+/gi, '-')}.png`, fullPage: true });
}

main().catch(failure => { process.stderr.write(String(failure.stack)); process.exit(1); });
