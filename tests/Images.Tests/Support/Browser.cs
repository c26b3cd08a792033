using Microsoft.Playwright;
using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Pipeline.Images.Tests.Support;

/// <summary>
/// The machine's own Chromium, headless, driven by Playwright, which downloads nothing. The first test that needs it starts it.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>It speaks with nobody but the pages that it is shown; root has no sandbox.</summary>
    private static readonly string[] Options =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> started = new(async () =>
    {
        var chromium = Places.FirstOrDefault(File.Exists);
        if (chromium is null) MissingPart.Skip("no Chromium (apt-get install chromium)");
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Options, Timeout = 120_000 }));
    });

    /// <summary>Opens a page.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="complaints">Gets what the browser complains of: errors of scripts, what the page's policy forbade.</param>
    public async Task<IPage> OpenAsync(string url, ICollection<string> complaints)
    {
        var (_, browser) = await started.Value;
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(20_000); // less than a condition is waited for: what was missed is tried again
        page.Console += (_, message) =>
        {
            if (message.Type is "error") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(url, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = 60_000 });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) return;
        await started.Value.Result.Browser.DisposeAsync();
        started.Value.Result.Playwright.Dispose();
    }
}
