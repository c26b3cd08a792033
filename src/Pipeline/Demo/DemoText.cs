using System.Net;
using Pipeline.History.Reading;
using Pipeline.Settings;

namespace Pipeline.Demo;

/// <summary>What to try in the demo.</summary>
internal static class DemoText
{
    /// <param name="portal">The portal.</param>
    /// <param name="services">The services that it looks up: Calc twice, then Time.</param>
    /// <param name="dns">The address of the DNS server.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="password">The password of the user <c>demo</c>.</param>
    public static string Describe(
        RunningSample portal, IReadOnlyList<RunningSample> services, IPEndPoint dns, PipelineSettings settings, string password) => $"""
        portal: {portal.Url}

        The portal resolves Calc, which runs twice, and Time at each request. Try these, then reload the page:

          dig @{dns.Address} -p {dns.Port} SRV calc.{settings.Domain} +short

          {services[0].Stop}
              DNS drops it at once, and the page uses the other one.

          curl -u demo:{password} -X POST {services[1].Url}/sick
              Its check fails three times, then it is ejected and stopped, unless it is the last one.

          ./pipeline saga {services[1].Container} --data {settings.Data}
              Shows why.

        Ctrl-C stops and removes all of it.
        """;

    /// <summary>Another demo, which is left alone.</summary>
    public static string DescribeOther(string id) =>
        $"demo {SafeText.Of(id)} runs too, or was killed; what is left of it then goes with "
        + $"docker rm -f $(docker ps -aq --filter label={DemoRun.LabelName}={SafeText.Of(id)})";
}
