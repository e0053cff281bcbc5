"""What tests share: answers and visits, pages, servers and browsers. It holds no test."""
