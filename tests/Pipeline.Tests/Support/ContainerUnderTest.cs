using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>A container that serves on 8081 and can be made to behave otherwise.</summary>
internal static class ContainerUnderTest
{
    /// <summary>Answers <c>/cgi-bin/health</c> as the file <c>/manner</c> says; ends at once when it is asked to stop.</summary>
    private const string Service = """
        busybox mkdir -p /www/cgi-bin
        busybox cat >/www/cgi-bin/health <<'END'
        #!/bin/sh
        case $(busybox cat /manner) in
            fails) printf 'Status: 500 Internal Server Error\r\n\r\n' ;;
            hangs) busybox sleep 60 ;;
            *) printf 'Content-Type: text/plain\r\n\r\nok' ;;
        esac
        END
        busybox chmod +x /www/cgi-bin/health
        echo serves >/manner
        trap 'exit 0' TERM
        while :; do
            [ "$(busybox cat /manner)" = refuses ] || { busybox httpd -f -p 8081 -h /www & echo $! >/server; wait $!; }
            busybox sleep 0.1 & wait $!
        done
        """;

    /// <summary>Starts one that serves.</summary>
    /// <param name="engine">Where it runs.</param>
    /// <param name="service">The name that it claims.</param>
    /// <param name="address">The host's address that its port is published on.</param>
    /// <param name="options">More options of <c>docker create</c>.</param>
    /// <returns>Its identifier.</returns>
    public static Task<string> ServesAsync(DockerEngine engine, string service, string address, params string[] options) =>
        engine.RunScriptAsync(Service,
        [
            "-e", $"SERVICE_8081_NAME={service}", "-e", "SERVICE_8081_CHECK=http:/cgi-bin/health", "-p", $"{address}::8081", .. options,
        ]);

    /// <summary>Has it behave otherwise: <c>serves</c>, <c>fails</c>, <c>hangs</c> or <c>refuses</c>.</summary>
    public static async Task BehavesAsync(DockerEngine engine, string id, string manner)
    {
        await engine.DockerAsync("exec", id, "sh", "-c", $"echo {manner} >/manner");
        if (manner == "refuses") await engine.DockerAsync("exec", id, "sh", "-c", "kill $(busybox cat /server)");
    }
}
