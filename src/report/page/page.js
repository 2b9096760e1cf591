// Adds what a page can do beyond reading: sorting a table, copying a table, copying a figure.
// Without it nothing is missing from the page.
(function () {
  "use strict";
  var words = document.body.dataset;

  function button(text, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", function () { act(made); });
    return made;
  }

  function say(made, text) {
    var before = made.dataset.text || made.textContent;
    made.dataset.text = before;
    made.textContent = text;
    status.textContent = text;
    setTimeout(function () { made.textContent = before; status.textContent = ""; }, 2500);
  }

  function sortable(table) {
    table.querySelectorAll("thead th").forEach(function (head, column) {
      var made = button(head.textContent, function () {
        var rising = head.getAttribute("aria-sort") !== "ascending";
        table.querySelectorAll("thead th").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", rising ? "ascending" : "descending");
        var body = table.tBodies[0];
        Array.from(body.rows).map(function (row) {
          var cell = row.cells[column];
          return { row: row, value: cell.dataset.v === undefined ? null : Number(cell.dataset.v), text: cell.textContent };
        }).sort(function (one, other) {
          // What has no number, such as a withheld cell, stays below, whichever way numbers are sorted.
          if ((one.value === null) !== (other.value === null)) { return one.value === null ? 1 : -1; }
          var order = one.value === null
            ? one.text.localeCompare(other.text, document.documentElement.lang, { numeric: true })
            : one.value - other.value;
          return rising ? order : -order;
        }).forEach(function (entry) { body.appendChild(entry.row); });
      });
      made.title = words.sort + ": " + head.textContent;
      head.textContent = "";
      head.appendChild(made);
    });
  }

  function cellText(cell) {
    var seen = cell.cloneNode(true);
    seen.querySelectorAll(".unseen").forEach(function (part) { part.remove(); });
    var text = seen.textContent.replace(/\u00a0/g, " ").trim();
    if (cell.dataset.v !== undefined) { return text.replace(/\u2212/g, "-"); }
    // A sheet would read a text that begins so as a formula.
    return /^[=+\-@\t]/.test(text) ? "'" + text : text;
  }

  function copyTable(table, made) {
    var lines = Array.from(table.rows).map(function (row) { return Array.from(row.cells).map(cellText); });
    var plain = lines.map(function (line) { return line.join("\t"); }).join("\r\n");
    var escape = function (text) { return text.replace(/&/g, "&amp;").replace(/</g, "&lt;"); };
    var rich = "<table>" + lines.map(function (line) {
      return "<tr>" + line.map(function (text) { return "<td>" + escape(text) + "</td>"; }).join("") + "</tr>";
    }).join("") + "</table>";
    navigator.clipboard.write([new ClipboardItem({
      "text/plain": new Blob([plain], { type: "text/plain" }),
      "text/html": new Blob([rich], { type: "text/html" })
    })]).then(function () { say(made, words.copied); });
  }

  function lines(context, text, width) {
    var done = [], line = "";
    text.split(" ").forEach(function (word) {
      var longer = line ? line + " " + word : word;
      if (line && context.measureText(longer).width > width) { done.push(line); line = word; } else { line = longer; }
    });
    return done.concat(line);
  }

  function picture(figure, use) {
    var svg = figure.querySelector(".chart.wide svg").cloneNode(true);
    var notes = Array.from(figure.querySelectorAll(":scope > .note"), function (note) { return note.textContent; }).join(" ");
    var box = svg.getAttribute("viewBox").split(" ").map(Number);
    var fonts = document.querySelector("style").textContent.match(/@font-face\{[^}]*\}/g).join("");
    var style = document.createElementNS("http://www.w3.org/2000/svg", "style");
    style.textContent = fonts;
    svg.insertBefore(style, svg.firstChild);
    var image = new Image();
    image.onload = function () {
      var margin = 24, width = box[2] + 2 * margin, family = "px 'Meetellen Sans',Arial,sans-serif";
      var canvas = document.createElement("canvas"), context = canvas.getContext("2d");
      var parts = [
        { text: figure.querySelector("h3,h4").textContent, font: "600 22" + family, step: 28, colour: "#17212b" },
        { text: figure.querySelector(".sub").textContent, font: "400 16" + family, step: 23, colour: "#4a5661" },
        null,
        // The notes go along: without them an axis that does not begin at 0 would mislead.
        { text: notes + " " + figure.querySelector(".source").textContent, font: "400 15" + family, step: 21, colour: "#4a5661" }
      ];
      var height = 2 * margin + 32 + box[3];
      parts.forEach(function (part) {
        if (!part) { return; }
        context.font = part.font;
        part.lines = lines(context, part.text.replace(/\s+/g, " ").trim(), box[2]);
        height += part.lines.length * part.step;
      });
      canvas.width = width * 2;
      canvas.height = height * 2;
      context.scale(2, 2);
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, width, height);
      var y = margin;
      parts.forEach(function (part) {
        if (!part) {
          context.drawImage(image, margin, y + 16, box[2], box[3]);
          y += 32 + box[3];
          return;
        }
        context.font = part.font;
        context.fillStyle = part.colour;
        part.lines.forEach(function (line) { y += part.step; context.fillText(line, margin, y - part.step * 0.25); });
      });
      canvas.toBlob(use, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  }

  function copyImage(figure, made) {
    picture(figure, function (blob) {
      function save() {
        var link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = figure.id + ".png";
        link.click();
        say(made, words.saved);
      }
      if (!window.ClipboardItem || !navigator.clipboard) { save(); return; }
      navigator.clipboard.write([new ClipboardItem({ "image/png": blob })])
        .then(function () { say(made, words.copied); }, save);
    });
  }

  var status = document.createElement("p");
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.querySelector("main").appendChild(status);
  var copies = window.ClipboardItem && navigator.clipboard;
  document.querySelectorAll("table").forEach(function (table) {
    if (!table.hasAttribute("data-fixed")) { sortable(table); }
    if (!copies) { return; }
    var tools = document.createElement("div");
    tools.className = "tools";
    tools.appendChild(button(words.table, function (made) { copyTable(table, made); }));
    table.parentNode.after(tools);
  });
  document.querySelectorAll("figure").forEach(function (figure) {
    if (!figure.querySelector(".chart.wide svg")) { return; }
    var tools = document.createElement("div");
    tools.className = "tools";
    tools.appendChild(button(words.image, function (made) { copyImage(figure, made); }));
    figure.querySelector(".source").after(tools);
  });
}());
