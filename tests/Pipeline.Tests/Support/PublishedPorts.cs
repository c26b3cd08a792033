using System.Globalization;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

internal static class PublishedPorts
{
    /// <summary>The host port that a container's port is published on.</summary>
    public static async Task<int> PortAsync(this DockerEngine engine, string container, string port) =>
        int.Parse((await engine.DockerAsync("port", container, port)).Split('\n')[0].Split(':')[^1], CultureInfo.InvariantCulture);
}
