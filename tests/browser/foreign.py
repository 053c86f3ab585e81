"""HTML from elsewhere, as its source puts it on the clipboard, and what it says here."""

DOCS = '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-5b">{}</b>'
WEB = '<div class="ListContainerWrapper SCXW1"><{0} role="list"><li data-listid="1" data-aria-level="{1}" data-aria-posinset="{2}" role="listitem" class="OutlineElement"><p class="Paragraph"><span class="TextRun"><span class="NormalTextRun">{3}</span></span></p></li></{0}></div>'
SLACK = '<{0} data-stringify-type="list" class="p-rich_text_list" data-indent="{1}"><li data-stringify-indent="{1}" data-stringify-border="0">{2}</li></{0}>'
WEB_NOTE = '<div class="OutlineElement Ltr"><p class="Paragraph" paraid="1"><span class="TextRun"><span class="NormalTextRun">{}</span></span><span class="EOP" data-ccp-props="{{}}">&nbsp;</span></p></div>'
OFFICE = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>{}</body></html>'
ITEM = "<p style='mso-list:l0 level{} lfo1'><span style='mso-list:Ignore'>{}<span>&nbsp;</span></span>{}<o:p></o:p></p>"
IMAGE = '<img class="emoji" alt="{}" src="https://example.org/e.png">'
# What is pasted, the text that comes of it, and what of it is bold.
FOREIGN: list[tuple[str, str, str]] = [
    # the wrapper of Google Docs is no bold, its weight is
    (DOCS.format('<p><span style="font-weight:400">Vanlig</span> <span style="font-weight:700">fet</span></p>'), "Vanlig fet", "fet"),
    (DOCS.format('<ul><li aria-level="1"><p>Ett</p></li><ul><li aria-level="2"><p>To</p></li></ul></ul>'), "• Ett\n  • To", ""),
    ('<b>Fet <span style="font-weight: normal">ikke</span></b>', "Fet ikke", "Fet "),
    ('<p style="font-weight: bold">Alt <i style="font-style:normal">her</i></p>', "Alt her", "Alt her"),
    ('<b style="mso-bidi-font-weight:normal">Fet i Word</b>', "Fet i Word", "Fet i Word"),
    ('<span style="font: bold 12px Arial">Kort</span>', "Kort", "Kort"),
    # Excel says weight in a style of its own; what an element says itself counts more
    ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!-- .font5 {font-weight:700;}\n.xl65, .xl67\n\t{font-weight:700;\n\tfont-style:normal;}\n.xl66 {font-weight:400} --></style></head><body><table><tr><td class=xl65>Rom</td><td class=xl66>Svar</td></tr><tr><td class=xl67 style="font-weight:400">Gol</td><td>et <font class="font5">ord</font></td></tr></table></body></html>', "Rom · Svar\nGol · et ord", "Romord"),
    # what a cell holds is one line, and nothing runs together
    ("<table><tr><td><p>Ett</p><p>To</p></td><td>Tre<br>Fire</td><td><ul><li>Fem</li><li>Seks</li></ul></td></tr></table>", "Ett To · Tre Fire · Fem Seks", ""),
    ("<table><tr><td>Ytre</td><td><table><tr><td>indre</td><td>to</td></tr></table></td></tr></table>", "Ytre · indre · to", ""),
    ("<table><tr><td><p>Et oppsett</p><ul><li>med liste</li></ul></td></tr></table>", "Et oppsett\n• med liste", ""),
    ("<table><thead><tr><th>Rom</th></tr></thead><tr><td>12</td></tr><tfoot><tr><td>slutt</td></tr></tfoot></table>", "Rom\n12\nslutt", ""),
    # reviewers' comments are not the text; what they are about is
    ("<p class=MsoNormal>Vi vil <a style='mso-comment-reference:KS_1;mso-comment-date:20250101T1200'>synge</a><span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor href='#_msocom_1'>[KS1]</a><span style='mso-special-character:comment'>&nbsp;</span></span></span> mer</p><div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'><div id=_com_1 class=msocomtxt><p class=MsoCommentText>Er vi sikre?</p></div></div></div>", "Vi vil synge mer", ""),
    # what could not be seen there is no text here
    ('<style>.pre {display: none}</style><p>Synlig<span style="color:red; display : none">a</span><span hidden>b</span><span class="pre">c</span><span style="visibility:hidden">d</span><span style="mso-hide:all">e</span> her</p>', "Synlig her", ""),
    # what was taken out is no text, whoever says so
    ('<p>Vi vil <del>ikke </del><del datetime="2026-01-01">aldri </del><ins>gjerne </ins>synge</p>', "Vi vil gjerne synge", ""),
    # soft breaks and other signs
    ("<p>Ett\x0bto\x01</p>", "Ett\nto", ""),
    ("<p>Bra " + IMAGE.format("👍🏽") + IMAGE.format("❤️") + "</p>", "Bra 👍🏽❤️", ""),
    ('<p>Logo <img alt="Kommunevåpen" src="https://example.org/v.png"></p>', "Logo", ""),
    ("<pre>en\n  to\ntre\n</pre>", "en\n  to\ntre", ""),
    ('<div style="white-space: pre"><span>en</span><span>\nto</span></div>', "en\nto", ""),
    ("<p>en\nto</p>", "en to", ""),
    # lists of Word on the web, and lists deeper than ours go
    (WEB.format("ul", 1, 1, "Ett") + WEB.format("ul", 2, 1, "under") + WEB.format("ul", 2, 2, "også") + WEB.format("ul", 1, 2, "To"), "• Ett\n  • under\n  • også\n• To", ""),
    (WEB.format("ol", 1, 1, "Ett") + WEB.format("ol", 1, 2, "To"), "1. Ett\n2. To", ""),
    # a block around blocks is no note, nor is a line without words; and no block is glued to the next
    (WEB_NOTE.format("Ett") + WEB_NOTE.format("") + WEB_NOTE.format("To"), "Ett\nTo", ""),
    ('<div><div style="font-size:14px">Hei</div><div>&nbsp;</div><div><div>To</div></div>og tre<br></div>', "Hei\nTo\nog tre", ""),
    (DOCS.format('<p>Ett</p><br><p>To</p><br class="Apple-interchange-newline">'), "Ett\nTo", ""),
    ("<p>A</p><ul><li></li><li><p>B</p></li><li><br></li></ul><details><summary>C</summary>D</details>", "A\n• B\nC\nD", ""),
    ('<table><tr><td><div class="TableCellContent">' + WEB_NOTE.format("A") + "</div></td><td>" + WEB_NOTE.format("B") + "</td></tr></table>", "A · B", ""),
    # lines between spans, of an editor's blocks, and of a field
    ("<pre><span>en</span>\r\n<span>to</span></pre>", "en\nto", ""),
    ('<div style="white-space: pre">\n<div><span>en</span></div><div><span>  to</span></div>\n</div>', "en\n  to", ""),
    ('<ul style="white-space: pre-wrap">\n<li>en</li>\n<li>to</li>\n</ul>', "• en\n• to", ""),
    ("<textarea>en\nto</textarea>", "en\nto", ""),
    # what Office means by its signs
    ("<p class=MsoNormal>Fint <span style='font-family:Wingdings;mso-char-type:symbol'><span style='mso-char-type:symbol;font-family:Wingdings'>J</span></span></p>", "Fint ☺", ""),
    (OFFICE.format(ITEM.format(1, "2.", "To") + ITEM.format(2, "2.1.", "Under") + ITEM.format(2, "2.2.", "Også")), "2. To\n  1. Under\n  2. Også", ""),
    (OFFICE.format("<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1<span>&nbsp;</span></span>Innledning</h1>"), "1. Innledning", ""),
    (OFFICE.format("<div style='mso-line-spacing:\"90 50 0\"'><span style='mso-special-format:bullet'>•</span><span>Ett</span></div><div><span>To</span></div>"), "• Ett\nTo", ""),
    ('<p class="Paragraph"><span class="TextRun TextDeletion TrackedChange">ikke </span><span class="TextRun">med</span><span class="EOP" data-ccp-props="{}">&nbsp;</span></p>', "med", ""),
    ('<ol><li value="3"><p>tre</p></li><li>fire</li></ol>', "3. tre\n4. fire", ""),
    ('<p>Hei <img data-stringify-type="emoji" alt=":tada:" src="https://example.org/1.png"></p>', "Hei :tada:", ""),
    ("<ul><li>1<ul><li>2<ul><li>3<ul><li>4<ul><li>5</li></ul></li></ul></li></ul></li></ul></li></ul>", "• 1\n  • 2\n    • 3\n    • 4\n    • 5", ""),
    # Slack says levels beside its lists, and new paragraphs with a sign of its own
    (SLACK.format("ul", 0, "Ett") + SLACK.format("ul", 1, "under") + SLACK.format("ul", 2, "dypt") + SLACK.format("ul", 0, "To"), "• Ett\n  • under\n    • dypt\n• To", ""),
    (SLACK.format("ol", 0, "Ett") + SLACK.format("ul", 1, "under") + SLACK.format("ol", 0, "To"), "1. Ett\n  • under\n2. To", ""),
    ('<div class="p-rich_text_section">Ett<span class="c-mrkdwn__br" data-stringify-type="paragraph-break" aria-label="&nbsp;"></span>To <b>tre<span data-stringify-type="paragraph-break"></span>fire</b></div>', "Ett\nTo tre\nfire", "trefire"),
    ('<ol><li data-list="bullet" class="ql-indent-0">Ett</li><li data-list="bullet" class="ql-indent-1">under</li><li data-list="checked">gjort</li></ol>', "• Ett\n  • under\n• ☑ gjort", ""),
    # what stands high or low says so, or stands apart from nothing
    ("<p>20 m<sup>2</sup>, CO<sub>2</sub>, 10<sup>−3</sup>, x<sub>n+1</sub>, 25 <sup>o</sup>C, 10<sup>3,5</sup> og den 1<sup>st</sup></p>", "20 m², CO₂, 10⁻³, xₙ₊₁, 25 °C, 10^3,5 og den 1st", ""),
    (DOCS.format('<p><span style="font-weight:400">20 m</span><span style="font-weight:400;font-size:0.6em;vertical-align:super">2</span><span style="vertical-align:baseline"> gulv</span></p>'), "20 m² gulv", ""),
    # items that are done, and not
    (DOCS.format('<ul><li role="checkbox" aria-checked="true" aria-level="1"><img src="data:image/png;base64,AA==" alt="checked" aria-roledescription="checkbox"><p style="display:inline-block"><span>Kaffe</span></p></li><li role="checkbox" aria-checked="false"><img src="data:image/png;base64,AA==" alt="unchecked"><p>Kake</p></li></ul>'), "• ☑ Kaffe\n• ☐ Kake", ""),
    ('<ul data-type="taskList"><li data-checked="true"><label><input type="checkbox" checked="checked"><span></span></label><div><p>Kaffe</p></div></li><li data-checked="false"><label><input type="checkbox"><span></span></label><div><p>Kake</p></div></li></ul>', "• ☑ Kaffe\n• ☐ Kake", ""),
    ('<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span class="to-do-children-checked">Kaffe</span></li></ul><ul class="to-do-list"><li><div class="checkbox checkbox-off"></div> <span>Kake</span></li></ul>', "• ☑ Kaffe\n• ☐ Kake", ""),
    ('<ul class="inline-task-list"><li data-inline-task-id="1" class="checked"><span>Kaffe</span></li><li data-inline-task-id="2"><span>Kake</span></li></ul><div data-task-local-id="3" data-task-state="DONE">Saft</div>', "• ☑ Kaffe\n• ☐ Kake\n☑ Saft", ""),
    ('<ul><li class="task-list-item"><input type="checkbox" disabled checked> Kaffe</li><li><input type="checkbox" disabled> Kake</li></ul>', "• ☑ Kaffe\n• ☐ Kake", ""),
    # emoji that are images, whatever says which
    ('<p>Bra <img itemscope itemtype="http://schema.skype.com/Emoji" itemid="1f600_grinningface" src="https://example.org/e"> <img class="emoji" src="https://example.org/72x72/1f44d-1f3fd.png"> <img title="🎉" src="x.png"> <img itemtype="http://schema.skype.com/Emoji" itemid="cool" title="Kul"></p>', "Bra 😀 👍🏽 🎉 Kul", ""),
    ('<p>Bra <img class="emoticon" alt="(smile)" data-emoji-fallback="🙂" src="x.png"><span role="img" aria-label="🎯"></span></p>', "Bra 🙂🎯", ""),
    # what is seen of a form, a drawing and a formula; what is not seen of a page
    ("<p>Fylke: <select><option>Vestland</option><option selected>Innlandet</option><option>Agder</option></select>, navn: <input value='Kari'></p>", "Fylke: Innlandet, navn: Kari", ""),
    ("<p>Se <svg><title>Ikon</title><desc>Pil</desc><text>A</text><text>B</text></svg> her<iframe>ramme</iframe><object>reserve</object><video>film</video><script>x()</script><style>p{}</style><template><p>mal</p></template></p>", "Se A B her", ""),
    ('<p>Her er <math><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mn>1</mn><mi>y</mi></mfrac><mo>=</mo><msqrt><mi>z</mi></msqrt></mrow><annotation encoding="application/x-tex">x^2+\\frac{1}{y}=\\sqrt{z}</annotation></semantics></math>.</p>', "Her er x² + 1/y = √z.", ""),
    ('<p>a <span class="katex"><span class="katex-mathml"><math><semantics><mrow><msub><mi>a</mi><mi>n</mi></msub></mrow><annotation encoding="application/x-tex">a_n</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">a<sub>n</sub></span></span> b <span class="mwe-math-element"><span class="mwe-math-mathml-inline" style="display:none"><math><mi>E</mi></math></span><img alt="{E}" src="x.svg"></span></p>', "a aₙ b E", ""),
    ('<p>Kom<span style="opacity:0">a</span><span style="font-size:0px">b</span><span class="sr-only">c</span><span style="clip: rect(0px, 0px, 0px, 0px); position:absolute">d</span><span class="material-icons">home</span> <q>inn</q></p><h2>Tid<a class="anchor" href="#tid">#</a></h2>', "Kom “inn”\nTid", ""),
    ('<h2>Kulturskole<span class="mw-editsection">[<a href="x">rediger</a>]</span></h2><p>Frivillig.<sup class="reference"><a href="#c1">[1]</a></sup><sup>[trenger referanse]</sup> Åpen<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>', "Kulturskole\nFrivillig. Åpen漢(kan)", ""),
    # what is struck is text; what is taken out is not
    ("<p>Vi <s>vil</s> <span style='text-decoration:line-through'>kan</span> skal</p>", "Vi vil kan skal", ""),
    # two breaks are a new note, wherever they stand
    ("<div>Ett<br>to<br><br>Tre <b>fire<br> <br>fem</b></div>", "Ett\nto\nTre fire\nfem", "firefem"),
    ('<ul><li>Ett<br><br>mer</li><li>To</li></ul><p><a href="https://example.org/">en<br><br><br>to</a></p><table><tr><td>a<br><br>b</td><td>c</td></tr></table>', "• Ett\nmer\n• To\nen\nto\na b · c", ""),
    # signs that nobody sees, and those that belong
    ("<p>kultur\xadskole\u200b\ufeff ef\u2060fekt \u2066tall\u2069 di\ufb00us</p>", "kulturskole effekt tall diffus", ""),
    ("<p>👩\u200d🏫 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f می\u200cخواهم क्\u200dष</p>", "👩\u200d🏫 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f می\u200cخواهم क्\u200dष", ""),
    # Sheets, Notes and OneNote
    ('<google-sheets-html-origin><style>td{}</style><table data-sheets-root="1"><colgroup><col></colgroup><tbody><tr><td data-sheets-value="1">Rom</td><td>Svar</td></tr><tr style="display:none"><td>x</td><td>y</td></tr><tr><td>1</td><td>Ja<br>takk</td></tr></tbody></table></google-sheets-html-origin>', "Rom · Svar\n1 · Ja takk", ""),
    ('<ul class="Apple-dash-list"><li>Ett<span class="Apple-converted-space">&nbsp;</span>er</li></ul><ul type="disc"><li><span>A</span></li><ul type="circle"><li>B</li></ul></ul>', "• Ett er\n• A\n  • B", ""),
    # Gmail's emoji; boxes that Notion writes out; tabs of Word; breaks of Word on the web; remarks of a document of Google's
    ('<p>Bra <img goomoji="1f44d" data-goomoji="1f44d" src="https://mail.example.org/mail/e/1f44d"></p>', "Bra 👍", ""),
    ("<ul>\n<li>[x] gjort</li>\n<li><p>[ ] ikke</p></li>\n<li>[a] annet</li>\n</ul>", "• ☑ gjort\n• ☐ ikke\n• [a] annet", ""),
    (OFFICE.format("<p class=MsoNormal>Navn:<span style='mso-tab-count:2'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span>Kari</p>"), "Navn: Kari", ""),
    ('<p class="Paragraph"><span class="TextRun"><span class="NormalTextRun">Ett</span><span class="LineBreakBlob BlobObject"><span>&nbsp;</span><br></span><span class="NormalTextRun">to</span></span><span class="EOP" data-ccp-props="{}">&nbsp;</span></p>', "Ett\nto", ""),
    ('<p>Vi vil<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> synge</p><div style="border:1px"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Hvorfor?</span></p></div>', "Vi vil synge", ""),
    # documents as they are: Docs, LibreOffice, OneNote, Apple Notes, Outlook, Teams, sticky notes
    (DOCS.format('<p><span style="white-space:pre-wrap;">Første</span><span><br /></span><span style="white-space:pre-wrap">andre</span></p><ol><li aria-level="1"><p><span>En</span></p></li><ol><li aria-level="2" style="list-style-type:lower-alpha"><p><span>a</span></p></li></ol><li aria-level="1"><p>To</p></li></ol>'), "Første\nandre\n1. En\n  1. a\n2. To", ""),
    ('<html><head><meta name="generator" content="LibreOffice"><style>p { line-height: 115% }</style></head><body><h1 class="western">Tittel</h1><p style="margin-bottom: 0cm">Første<br/>\nlinje</p>\n<ul>\n\t<li><p>Punkt</p>\n\t<ul>\n\t\t<li><p>under</p></li></ul></li></ul>\n<p><br/>\n\n</p></body></html>', "Tittel\nFørste\nlinje\n• Punkt\n  • under", ""),
    (OFFICE.format('<div><ul style="list-style:none"><li><p style="margin:0in">Ett</p></li><ul type=circle><li><p>under</p></li></ul></ul><p style="margin:0in"><span style="font-weight:bold">Fet</span><br>to</p></div>'), "• Ett\n  • under\nFet\nto", "Fet"),
    ('<style>span.s1 {font-weight: bold}</style><p class="p1"><span class="s1">Tittel</span></p><p class="p2"><br></p><ul class="ul1"><li class="li1">ett</li><ul class="ul1"><li>under</li></ul><li>to</li></ul>', "Tittel\n• ett\n  • under\n• to", "Tittel"),
    (OFFICE.format('<div class="elementToProof">Hei,</div><div><br></div><ul data-editing-info="{}"><li><div role="presentation">Første</div></li><li><div>Andre</div><ol><li><div>under</div></li></ol></li></ul><div>Hilsen<br>Kari</div>'), "Hei,\n• Første\n• Andre\n  1. under\nHilsen\nKari", ""),
    ('<div><div itemprop="copy-paste-block"><p>Hei <span itemtype="http://schema.skype.com/Mention">Ola</span></p></div><div itemprop="copy-paste-block"><ul><li>En</li></ul></div><div itemprop="copy-paste-block">Slutt</div></div>', "Hei Ola\n• En\nSlutt", ""),
    ('<div><span data-metadata="<!--(figmeta)eyJ=(/figmeta)-->"></span><span data-buffer="<!--(figma)Zml(/figma)-->"></span></div><span style="white-space:pre-wrap;">Lapp\nto</span>', "Lapp\nto", ""),
    (OFFICE.format("".join(f"<p style='mso-list:l0 level{level} lfo1'><span style='mso-list:Ignore'>{mark}<span>&nbsp;</span></span>{word}</p>" for level, mark, word in [(1, "a)", "alfa"), (2, "ii.", "to"), (3, "§", "dyp"), (1, "b)", "beta")])), "1. alfa\n  1. to\n    • dyp\n2. beta", ""),
    ('<table><tr><td><a href="https://example.org/1"><p>Første</p><p>delt</p></a></td><td><table><tr><td>mel</td><td>2 dl</td></tr></table><pre>a\n  b</pre></td></tr></table>', "Første delt · mel · 2 dl a b", ""),
]  # fmt: skip
