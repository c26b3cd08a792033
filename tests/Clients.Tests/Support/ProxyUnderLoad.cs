using System.Net;
using System.Net.Sockets;

namespace Pipeline.Clients.Tests.Support;

/// <summary>A proxy that finds the instances by DNS, with a load of twenty requests a second in front of it.</summary>
internal sealed class ProxyUnderLoad : IAsyncDisposable
{
    private readonly string folder;
    private readonly ClientProgram proxy;
    private readonly HttpLoad load;

    private ProxyUnderLoad(string folder, ClientProgram proxy, HttpLoad load) =>
        (this.folder, this.proxy, this.load) = (folder, proxy, load);

    /// <summary>Starts it, and the load once it passes requests on.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="configure">Its configuration, by its own address and the folder of its files.</param>
    /// <param name="command">Its command, by its configuration.</param>
    /// <param name="answers">Takes what the requests come to.</param>
    public static async Task<IAsyncDisposable> StartAsync(
        string name, Func<IPEndPoint, string, string> configure, Func<string, string[]> command, AnswerLog answers)
    {
        var folder = TemporaryDirectory.Create(name);
        var address = FreeAddress();
        await File.WriteAllTextAsync($"{folder}/{name}.cfg", configure(address, folder) + "\n");
        var proxy = ClientProgram.Start(command($"{folder}/{name}.cfg"));
        var url = new Uri($"http://{address}/");
        using var http = new HttpClient();
        await Eventually.ThatAsync(
            async () => (await http.GetAsync(url)).IsSuccessStatusCode, $"{name} passes requests on, and says: {proxy.Said}");
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        return new ProxyUnderLoad(folder, proxy, new HttpLoad(client, url, answers));
    }

    public async ValueTask DisposeAsync()
    {
        await load.DisposeAsync();
        await proxy.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(LoopbackBlock.Address(21), 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
