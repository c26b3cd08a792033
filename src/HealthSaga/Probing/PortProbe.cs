using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Probing;

/// <summary>Checks ports. Every outcome is data, a failure too.</summary>
/// <remarks>
/// Each check opens a connection: one that is kept open would hide that the port accepts no more, and ten thousand would have to be kept.
/// </remarks>
internal sealed class PortProbe(TimeProvider time) : IPortProbe, IDisposable
{
    private const int LargestHeadersInKilobytes = 16;

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = LargestHeadersInKilobytes,
        PooledConnectionLifetime = TimeSpan.Zero,
        UseCookies = false,
        UseProxy = false,
    });

    public async Task<(bool Passed, string Text)> CheckAsync(Watch watch)
    {
        using var timeout = new CancellationTokenSource(watch.Check!.Timeout, time);
        try
        {
            return watch.Check.Kind is CheckKind.Tcp ? await ConnectAsync(watch, timeout.Token) : await GetAsync(watch, timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return (false, string.Create(CultureInfo.InvariantCulture, $"no answer within {watch.Check.Timeout.TotalSeconds:0.###} s"));
        }
        catch (HttpRequestException failure)
        {
            var text = failure.InnerException is SocketException cause
                ? Text(cause.SocketErrorCode)
                : FailureWords.Describe(failure);
            return (false, text);
        }
        catch (SocketException failure)
        {
            return (false, Text(failure.SocketErrorCode));
        }
        catch (IOException failure)
        {
            return (false, FailureWords.Describe(failure));
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<(bool, string)> GetAsync(Watch watch, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{watch.At.FormatAddressAndPort()}{watch.Check!.Path}");
        request.Headers.ConnectionClose = true;

        // Only the status counts; the body is not read.
        using var response = await http.SendAsync(request, cancel);
        return (response.StatusCode is HttpStatusCode.OK, $"HTTP {(int)response.StatusCode}");
    }

    private static async Task<(bool, string)> ConnectAsync(Watch watch, CancellationToken cancel)
    {
        var address = IPAddress.Parse(watch.At.Address);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, watch.At.Port, cancel);
        return (true, "connected");
    }

    private static string Text(SocketError error) =>
        error is SocketError.ConnectionRefused ? "connection refused" : $"connection failed: {error}";
}
