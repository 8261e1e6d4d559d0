print('the code')
