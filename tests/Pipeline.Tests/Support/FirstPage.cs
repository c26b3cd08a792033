using System.Net;
using System.Text.RegularExpressions;
using Pipeline.History.Words;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>The first page of a process's console.</summary>
internal static partial class FirstPage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>Waits until it shows an incident of a subject.</summary>
    /// <param name="console">Where it is served.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="bringAbout">Brings it about before each look, where the pipeline mends it by itself.</param>
    public static async Task ShowsAsync(Uri console, string incident, string subject, Action? bringAbout = null)
    {
        using var http = new HttpClient { BaseAddress = console };
        await Eventually.GetAsync(
            () =>
            {
                bringAbout?.Invoke();
                return ReadAsync(http);
            },
            page => page.Contains(Glossary.Troubles.Show(Incidents.Troubles[incident])) && page.Contains(subject),
            $"the console shows {incident}: {subject}", Patience);
    }

    /// <summary>Where a process says that it serves its console.</summary>
    public static Uri AddressOf(ServiceProcess process) => new(Address().Match(process.Said).Value);

    /// <summary>The page is sent with an error status while the database is away.</summary>
    private static async Task<string> ReadAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"(?<=console )http://\S+")]
    private static partial Regex Address();
}
