using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Probing;

/// <summary>Looks at ports. What is found is data, whatever it is.</summary>
/// <remarks>
/// Each look is a connection of its own: one that is kept open would tell of the past, and ten thousand would have to be kept.
/// </remarks>
internal sealed class Looks(TimeProvider time) : IDisposable
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

    public async Task<(bool Passed, string Text)> LookAsync(Watch watch)
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
            return (false, failure.InnerException is SocketException { SocketErrorCode: var error } ? Text(error) : failure.HttpRequestError.ToString());
        }
        catch (SocketException failure)
        {
            return (false, Text(failure.SocketErrorCode));
        }
        catch (IOException failure)
        {
            return (false, failure.Message);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<(bool, string)> GetAsync(Watch watch, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{watch.At.FormatAddressAndPort()}{watch.Check!.Path}");
        request.Headers.ConnectionClose = true;

        // The body is never read: only what the first line says counts.
        using var response = await http.SendAsync(request, cancel);
        return (response.StatusCode is HttpStatusCode.OK, $"HTTP {(int)response.StatusCode}");
    }

    private static async Task<(bool, string)> ConnectAsync(Watch watch, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Parse(watch.At.Address), watch.At.Port, cancel);
        return (true, "connected");
    }

    private static string Text(SocketError error) => error is SocketError.ConnectionRefused ? "connection refused" : $"connection failed: {error}";
}
