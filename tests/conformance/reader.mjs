// Opens an EPUB in a real reading system (foliate-js in headless Chromium) and reports what a reader would meet there.
//
//   node reader.mjs BOOK.epub [--width 390] [--height 844] [--scheme dark] [--shots FOLDER] [--scroll]
//
// Prints JSON: title, contents, landmarks; for each section its images, fonts and width; console errors, and requests
// that leave the book. With --shots, one picture per section; with --scroll, as one long page instead of screens.
// Ends with 1 where there is an error or such a request.
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'

const home = process.env.VALIDATORS_HOME || path.join(os.homedir(), '.cache', 'makebook-validators')
const foliate = path.join(home, 'node_modules', 'foliate-js')
const puppeteer = createRequire(path.join(home, 'package.json'))('puppeteer')
const { values: options, positionals: [book] } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', default: '390' },
    height: { type: 'string', default: '844' },
    scheme: { type: 'string', default: 'light' },
    shots: { type: 'string' },
    scroll: { type: 'boolean', default: false },
  },
})
// What the reading system itself says on every book, and the icon that browsers ask for unasked.
const USUAL = /allow-scripts and allow-same-origin|favicon\.ico/
const MEDIA_TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

function serve() {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname)
    const file = name === '/book.epub' ? path.resolve(book) : path.join(foliate, path.normalize(name))
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': MEDIA_TYPES[path.extname(file)] ?? 'application/octet-stream' })
    fs.createReadStream(file).pipe(response)
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function listen(page, base, report) {
  page.on('console', message => {
    const where = `${message.text()} ${message.location().url ?? ''}`
    if (['error', 'warn'].includes(message.type()) && !USUAL.test(where)) report.errors.push(where.trim())
  })
  page.on('pageerror', error => report.errors.push(String(error)))
  page.on('request', request => {
    if (!/^(blob|data|about):/.test(request.url()) && !request.url().startsWith(base)) report.foreign.push(request.url())
  })
}

function describeBook() {
  const { book } = document.querySelector('foliate-view')
  const labels = entries => (entries ?? []).map(({ label, subitems }) => subitems?.length ? [label, labels(subitems)] : label)
  return {
    title: book.metadata.title,
    contents: labels(book.toc),
    landmarks: (book.landmarks ?? []).map(({ label, type }) => [type?.[0], label]),
    pages: labels(book.pageList),
    sections: book.sections.length,
  }
}

async function describeSection() {
  const { doc } = document.querySelector('foliate-view').renderer.getContents()[0]
  await doc.fonts.ready
  return {
    title: doc.title,
    images: [...doc.images].map(image => [image.naturalWidth, Math.round(image.getBoundingClientRect().width)]),
    fonts: [...doc.fonts].filter(font => font.status === 'loaded').map(font => `${font.family} ${font.weight} ${font.style}`),
    failedFonts: [...doc.fonts].filter(font => font.status === 'error').map(font => font.family),
    text: getComputedStyle(doc.body).color,
  }
}

const report = { errors: [], foreign: [], sections: [] }
const server = await serve()
const base = `http://127.0.0.1:${server.address().port}`
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'reader-'))
const browser = await puppeteer.launch({
  executablePath: path.join(home, 'chromium'),
  headless: true,
  userDataDir: profile,
  args: ['--force-color-profile=srgb'],
})
try {
  const page = await browser.newPage()
  listen(page, base, report)
  await page.setViewport({ width: Number(options.width), height: Number(options.height), deviceScaleFactor: 1.5 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.scheme }])
  await page.goto(`${base}/reader.html?url=/book.epub`, { waitUntil: 'networkidle0' })
  await page.waitForFunction(() => document.querySelector('foliate-view')?.book, { timeout: 20000 })
  Object.assign(report, { book: await page.evaluate(describeBook) })
  if (options.scroll) {
    await page.evaluate(() => document.querySelector('foliate-view').renderer.setAttribute('flow', 'scrolled'))
  }
  for (let index = 0; index < report.book.sections; index++) {
    await page.evaluate(index => document.querySelector('foliate-view').goTo(index), index)
    await new Promise(resolve => setTimeout(resolve, 500))
    report.sections.push(await page.evaluate(describeSection))
    if (options.shots) {
      fs.mkdirSync(options.shots, { recursive: true })
      await page.screenshot({ path: path.join(options.shots, `${String(index).padStart(3, '0')}.png`) })
    }
  }
} catch (error) {
  report.errors.push(`reader.mjs: ${error.stack ?? error}`)
} finally {
  await browser.close()
  server.close()
  fs.rmSync(profile, { recursive: true, force: true })
}
console.log(JSON.stringify(report, null, 1))
process.exit(report.errors.length || report.foreign.length ? 1 : 0)
