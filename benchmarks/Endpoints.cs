using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Benchmarks;

/// <summary>Ten thousand endpoints that serve 200: one listener in a process of its own, reached at as many loopback addresses.</summary>
internal sealed class Endpoints : IDisposable
{
    private readonly Process process;

    private Endpoints(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>The address of the n-th endpoint.</summary>
    public static string Address(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"127.{100 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}");

    public static async Task<Endpoints> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Endpoints).Assembly.Location, "serve-endpoints"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new Endpoints(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    /// <summary>Serves until nobody holds the other end of standard input.</summary>
    public static async Task ServeAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Any, 0)); // every loopback address; nothing outside knows the port
        listener.Listen(4_096);
        System.Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        _ = AcceptAsync(listener);
        await System.Console.In.ReadToEndAsync();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static async Task AcceptAsync(Socket listener)
    {
        var answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        while (true) _ = AnswerAsync(await listener.AcceptAsync(), answer);
    }

    private static async Task AnswerAsync(Socket client, byte[] answer)
    {
        using (client)
        {
            try
            {
                await client.ReceiveAsync(new byte[1_024]);
                await client.SendAsync(answer);
                client.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // It gave up.
            }
        }
    }
}
