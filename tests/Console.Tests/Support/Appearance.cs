using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Pipeline.Console.Tests.Support;

/// <summary>
/// Looks at a page as a person does: at three widths, in both themes. The pictures lie in <c>artifacts/screenshots</c>.
/// </summary>
internal static class Appearance
{
    private static readonly (string Name, int Width, int Height)[] Widths =
        [("phone", 390, 844), ("tablet", 1024, 768), ("desk", 1440, 900)];

    /// <summary>It fits every width, has one heading, axe finds nothing on it, and the browser has nothing to complain of.</summary>
    public static async Task InspectAsync(Browser browser, Uri console, string name, string address)
    {
        var page = await browser.OpenAsync();
        var complaints = new List<string>();
        page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning" && !said.Text.Contains("404", StringComparison.Ordinal)) complaints.Add(said.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GoAsync(console, address);

        foreach (var (theme, scheme) in new[] { ("light", ColorScheme.Light), ("dark", ColorScheme.Dark) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var (screen, width, height) in Widths)
            {
                await page.SetViewportSizeAsync(width, height);
                await page.KeepAsync($"{name}-{screen}-{theme}");
            }
        }

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var (screen, width, height) in Widths)
            {
                await page.SetViewportSizeAsync(width, height);
                (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"))
                    .ShouldBeLessThanOrEqualTo(width, $"{name} fits a {screen}: {await page.EvaluateAsync<string>(Widest)}");
                (await page.RunAxe()).Violations
                    .Select(found => $"{scheme} {screen}: {found.Id}: {found.Help}: "
                        + string.Join(" | ", found.Nodes.Take(3).Select(node => node.Html)))
                    .ShouldBeEmpty();
            }
        }

        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        complaints.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    /// <summary>The elements that are wider than the screen.</summary>
    private const string Widest = """
        [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".hidden, .skip"))
            .slice(0, 4).map(e => e.outerHTML.slice(0, 160)).join(" | ")
        """;
}
