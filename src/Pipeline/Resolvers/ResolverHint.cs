using System.Net;
using Pipeline.Settings;

namespace Pipeline.Resolvers;

/// <summary>Says in one line how this machine's own programs resolve the domain.</summary>
internal static class ResolverHint
{
    /// <param name="settings">The settings of the pipeline.</param>
    /// <param name="server">The address on which its DNS server listens.</param>
    /// <param name="exists">Whether a path exists.</param>
    /// <param name="read">Reads a file that exists.</param>
    public static string Describe(PipelineSettings settings, IPEndPoint server, Predicate<string> exists, Func<string, string> read)
    {
        var forwarded = new ForwardedDomain(settings.Domain, server);
        if (ResolverTable.Detect(exists) is not { } resolver)
            return $"no resolver runs here that could pass {settings.Domain} on, "
                + $"so programs have to ask {forwarded.AddressAndPort} themselves; "
                + "after apt-get install dnsmasq: ./pipeline resolver dnsmasq";

        var file = resolver.File(settings.Domain);
        return exists(file) && read(file) == resolver.Write(forwarded)
            ? $"this machine's programs resolve {settings.Domain} through {resolver.Name}, as {file} says"
            : $"for this machine's programs to resolve {settings.Domain} through {resolver.Name}: "
                + $"./pipeline resolver{Options(settings, server)} | sudo tee {file} && {resolver.Apply}";
    }

    /// <summary>What the command has to be told so that it prints the same.</summary>
    private static string Options(PipelineSettings settings, IPEndPoint server)
    {
        var defaults = new PipelineSettings { Data = settings.Data };
        return (settings.Domain == defaults.Domain ? "" : $" --domain {settings.Domain}")
            + (server.Equals(defaults.Dns) ? "" : $" --dns {server}");
    }
}
