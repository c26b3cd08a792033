using Microsoft.Playwright;
using Pipeline.Tests.RealParts;

namespace Pipeline.Images.Tests.Support;

/// <summary>The portal as a reader uses it.</summary>
internal sealed class PortalPage(IPage page)
{
    /// <summary>Has a formula calculated.</summary>
    /// <returns>What the page shows of it.</returns>
    public async Task<string> CalculateAsync(string formula)
    {
        await page.GetByLabel("Formula").FillAsync(formula);
        await SendAsync("Calculate");
        return await ShownAsync("#calc");
    }

    /// <summary>Asks for the time.</summary>
    public async Task<string> TellAsync(string format, string zone)
    {
        await page.GetByLabel("Format").FillAsync(format);
        await page.GetByLabel("Zone").FillAsync(zone);
        await SendAsync("Show time");
        return await ShownAsync("#time");
    }

    /// <summary>Looks again and again until Calc's name leads to so many places; each time somebody calculates.</summary>
    public Task LeadsAsync(int places) => Eventually.GetAsync(
        async () =>
        {
            await page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            (await ShownAsync("#calc")).ShouldBe("24");
            return await page.Locator("#calc .instances li").CountAsync();
        },
        found => found == places, $"Calc's name leads to {places} places", TimeSpan.FromSeconds(90));

    /// <summary>Whether all of it fits a screen of that width.</summary>
    public async Task<bool> FitsAsync(int width)
    {
        await page.SetViewportSizeAsync(width, 800);
        return await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    }

    /// <summary>The page's ground in light or dark.</summary>
    public async Task<string> GroundAsync(ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        return await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
    }

    /// <summary>Sends a form, and waits for the page that answers it.</summary>
    private Task SendAsync(string button) => page.RunAndWaitForResponseAsync(
        () => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync(), response => response.Request.IsNavigationRequest);

    private Task<string> ShownAsync(string section) =>
        page.Locator($"{section} output, {section} .problem, {section} .unavailable").InnerTextAsync();
}
