using System.Net;
using Pipeline.Settings;

namespace Pipeline.Demo;

/// <summary>What the demo tells a person to try.</summary>
internal static class DemoText
{
    /// <param name="portal">The page.</param>
    /// <param name="services">What it looks up: Calc twice, then Time.</param>
    /// <param name="dns">Where names are answered.</param>
    /// <param name="settings">What was set.</param>
    /// <param name="password">What the services want of <c>demo</c>.</param>
    public static string Of(RunningSample portal, IReadOnlyList<RunningSample> services, IPEndPoint dns, PipelineSettings settings, string password) => $"""
        portal: {portal.Url}

        It finds Calc, which runs twice, and Time by their names, anew for each reader. Try, and look at the page again:

          dig @{dns.Address} -p {dns.Port} SRV calc.{settings.Domain} +short

          {services[0].Stop}
              Its name forgets it at once, and the page goes on with the other.

          curl -u demo:{password} -X POST {services[1].Url}/sick
              Its check fails three times, it leaves, and is stopped; unless it is the last one.

          ./pipeline saga {services[1].Container} --data {settings.Data}
              Why.

        Ctrl-C stops and removes all of it.
        """;
}
