using Microsoft.Playwright;

namespace Pipeline.Console.Tests.Support;

internal static class PageExtensions
{
    /// <summary>Where screenshots are kept.</summary>
    private static readonly string Folder =
        Directory.CreateDirectory(Path.Combine(Root(AppContext.BaseDirectory), "artifacts", "screenshots")).FullName;

    extension(IPage page)
    {
        /// <summary>Opens an address and waits for the document; its event stream may still be opening.</summary>
        public async Task<IPage> GoAsync(Uri console, string address)
        {
            await page.GotoAsync(new Uri(console, address).AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            return page;
        }

        /// <summary>
        /// Waits until a click or a key has led to an address and its document is there; its event stream may still be opening.
        /// </summary>
        public async Task ArriveAsync(string address)
        {
            await page.WaitForURLAsync(address, new() { WaitUntil = WaitUntilState.Commit });
            await page.WaitForFunctionAsync("document.readyState !== 'loading'");
        }

        public Task KeepAsync(string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true });

        public Task<string> TextAsync() => page.Locator("body").InnerTextAsync();
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Pipeline.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
